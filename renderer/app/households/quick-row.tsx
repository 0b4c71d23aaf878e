import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { HouseholdLine } from '../../../shared/contract/object-answers.ts'
import type { EditableColumn } from '../../../shared/model/object-columns.ts'
import { readTyped } from '../../../shared/model/object-values.ts'
import { useEditObject } from '../../commands/edit-object.ts'
import { useObjectCommands } from '../../commands/objects.ts'
import { draftOf, forgetDraft, keepDraft } from '../../state/drafts.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useWords } from '../../ui/words.tsx'

type State =
  | { readonly kind: 'rest' | 'saving' | 'saved' }
  /** Why the row is not saved; what was typed stays. */
  | { readonly kind: 'unsaved'; readonly message: string }

interface RowProps {
  readonly surveyId: string
  readonly village: string | null
  readonly columns: readonly EditableColumn[]
  /** Its place in the table. */
  readonly at: number
  /** null: the new household at the end. */
  readonly line: HouseholdLine | null
  readonly above: HouseholdLine | null
  readonly onMade?: () => void
}

/** One household of the table. What is typed survives a reload until the row has been saved. */
export function QuickRow({ surveyId, village, columns, at, line, above, onMade }: RowProps) {
  const { word, pick } = useWords()
  const edit = useEditObject()
  const { create } = useObjectCommands()
  const readOnly = useSurvey().survey.readOnly !== null
  const place = { surveyId, layer: 'household', id: line?.id ?? `new ${village ?? ''}` } as const
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      columns.flatMap(({ name }) => {
        const draft = draftOf(place, name)
        return draft === null ? [] : [[name, draft.text] as const]
      }),
    ),
  )
  const [state, setState] = useState<State>({ kind: 'rest' })
  const isSaving = useRef(false)
  // The row that a key leads to is the new one only after the one before it has been made.
  const goesOn = useRef(false)
  const storedOf = (name: string): string => String(line?.values[name] ?? '')
  const textOf = (name: string): string => typed[name] ?? storedOf(name)
  const changed = columns.filter(({ name }) => name in typed && textOf(name).trim() !== storedOf(name))

  const drop = (): void => {
    for (const { name } of columns) forgetDraft(place, name)
    setTyped({})
  }
  const type = (name: string, text: string): void => {
    setTyped((before) => ({ ...before, [name]: text }))
    keepDraft(place, name, { text, rev: line?.rev ?? 0 })
    setState({ kind: 'rest' })
  }
  const save = async (): Promise<void> => {
    if (readOnly || changed.length === 0 || isSaving.current) return
    const bad = columns.flatMap((column) => {
      const value = readTyped('household', column, textOf(column.name))
      return value.ok ? [] : [word(value.code, { field: pick(column.title) })]
    })
    if (bad[0] !== undefined) {
      setState({ kind: 'unsaved', message: bad[0] })
      return
    }
    isSaving.current = true
    setState({ kind: 'saving' })
    const values = Object.fromEntries(changed.map(({ name }) => [name, textOf(name)]))
    const message = line === null ? await made(values) : await saved(line, values)
    isSaving.current = false
    if (message !== null) {
      setState({ kind: 'unsaved', message })
      return
    }
    drop()
    setState({ kind: 'saved' })
    if (line === null) onMade?.()
  }
  const made = async (values: Readonly<Record<string, string>>): Promise<string | null> => {
    const end = await create('household', { ...values, village_code: village })
    return end.ok ? null : end.message
  }
  const saved = async (to: HouseholdLine, values: Readonly<Record<string, string>>): Promise<string | null> => {
    const end = await edit({ layer: 'household', id: to.id, rev: to.rev, values })
    return end.kind === 'saved' ? null : end.kind === 'conflict' ? word('object.changed') : end.message
  }
  const onKey = (event: KeyboardEvent, name: string): void => {
    if (event.key === 'Escape') {
      drop()
      setState({ kind: 'rest' })
    } else if (event.key === 'F4' && !readOnly) {
      event.preventDefault()
      const value = String(above?.values[name] ?? '')
      if (value !== '') type(name, name === 'household_code' ? nextCode(value) : value)
    }
    goesOn.current = event.key === 'Enter' || event.key === 'Tab'
  }
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // A new row takes the place of the one that has just been made, and its typing goes on there.
    if (line !== null || at === 0) return
    if (document.activeElement === document.body) first.current?.focus()
    if (first.current?.closest('tr')?.contains(document.activeElement) === true)
      first.current.scrollIntoView({ block: 'nearest' })
  }, [line, at])
  return (
    <tr
      onBlur={(event) => {
        const to = event.relatedTarget
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) void save()
      }}
      data-new={line === null}
    >
      {columns.map((column, nth) => (
        <td key={column.name}>
          <input
            ref={nth === 0 ? first : null}
            data-cell={`${at} ${nth}`}
            aria-label={`${pick(column.title)} ${at + 1}`}
            aria-invalid={state.kind === 'unsaved'}
            // While no head is registered, the cards call the household by who holds its plots: it must be found here too.
            placeholder={
              column.name === 'head_name' && typeof line?.holders === 'string'
                ? word('households.holder', { name: line.holders })
                : undefined
            }
            readOnly={readOnly}
            value={textOf(column.name)}
            onChange={(event) => type(column.name, event.target.value)}
            onKeyDown={(event) => {
              onKey(event, column.name)
              const isLast = nth === columns.length - 1
              if (line === null && isLast && goesOn.current && !event.shiftKey && changed.length > 0) {
                event.preventDefault()
                event.stopPropagation()
                void save()
              }
            }}
          />
        </td>
      ))}
      <td>{line?.members ?? ''}</td>
      <td>{line?.plots ?? ''}</td>
      <td data-tone={state.kind} role="status">
        {state.kind === 'unsaved' ? state.message : state.kind === 'rest' ? '' : word(`object.${state.kind}`)}
      </td>
    </tr>
  )
}

/** The code after this one: its last digits counted on, as many of them. */
function nextCode(code: string): string {
  const match = /^(.*?)(\d+)$/.exec(code)
  const [, head = '', digits = ''] = match ?? []
  const TAIL = 9
  const fixed = digits.slice(0, Math.max(0, digits.length - TAIL))
  const tail = digits.slice(fixed.length)
  return match === null ? code : `${head}${fixed}${String(Number(tail) + 1).padStart(tail.length, '0')}`
}
