import { useMemo } from 'react'
import type { PastePreview } from '../../shared/contract/object-answers.ts'
import type { ObjectLayer } from '../../shared/model/object-columns.ts'
import { useCore } from '../state/core-context.ts'
import { useJobs } from '../state/jobs.tsx'
import { useSurvey } from '../state/survey.tsx'
import { useWords } from '../ui/words.tsx'
import type { ManyEnd } from './bulk-edit.ts'
import { wordRefusal } from './edit-object.ts'

/** Cells as they were copied, and what they lie on. */
export interface PasteRequest {
  readonly layer: ObjectLayer
  readonly ids: readonly string[]
  readonly columns: readonly string[]
  readonly cells: readonly (readonly string[])[]
}

/** Rows and cells of copied text as spreadsheets write it: tabs, line breaks, and quotes around cells that hold either. */
export function cellsOfClipboard(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  const endCell = (): void => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (text.charAt(i + 1) === '"') cell += text.charAt(i++)
      else isQuoted = false
    } else if (character === '"' && cell === '') isQuoted = true
    else if (character === '\t') endCell()
    else if (character === '\n') {
      endCell()
      rows.push([])
    } else if (character !== '\r') cell += character
  }
  endCell()
  const last = rows.at(-1)
  return last !== undefined && last.length === 1 && last[0] === '' && rows.length > 1 ? rows.slice(0, -1) : rows
}

const copyOf = ({ layer, ids, columns, cells }: PasteRequest) => ({
  layer,
  ids: [...ids],
  columns: [...columns],
  cells: cells.map((row) => [...row]),
})

export function usePaste() {
  const core = useCore()
  const { run } = useJobs()
  const words = useWords()
  const { survey } = useSurvey()
  return useMemo(
    () => ({
      /** What a paste would change, and which cells cannot be pasted. */
      async preview(request: PasteRequest): Promise<PastePreview | { readonly message: string }> {
        const judged = await core.objects.pastePreview({ survey: survey.id, ...copyOf(request) })
        return judged.ok ? judged.value : { message: wordRefusal(words, request.layer, judged.refusal) }
      },
      async apply(request: PasteRequest, preview: PastePreview): Promise<ManyEnd> {
        const end = await run('paste.running', (signal) =>
          core.objects.paste(
            { survey: survey.id, ...copyOf(request), revs: { ...preview.revs }, why: null },
            { signal },
          ),
        )
        if (end === 'cancelled') return { kind: 'cancelled' }
        return end.ok
          ? { kind: 'done', value: end.value }
          : { kind: 'refused', message: wordRefusal(words, request.layer, end.refusal) }
      },
    }),
    [core, run, survey.id, words],
  )
}
