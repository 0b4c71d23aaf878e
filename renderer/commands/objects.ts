import { useMemo } from 'react'
import type { CreatableLayer } from '../../shared/model/object-columns.ts'
import { useCore } from '../state/core-context.ts'
import { useSurvey } from '../state/survey.tsx'
import { useWords } from '../ui/words.tsx'
import { wordRefusal } from './edit-object.ts'

/** How a command ended: with what it made, or with the sentence that says why not. */
export type CommandEnd<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

/** Makes, takes away and reveals; each resolves when it is in the file, and never throws. */
export function useObjectCommands() {
  const core = useCore()
  const words = useWords()
  const { survey } = useSurvey()
  return useMemo(() => {
    const fault = { ok: false, message: words.word('object.fault') } as const
    return {
      async create(
        layer: CreatableLayer,
        values: Readonly<Record<string, string | null>>,
      ): Promise<CommandEnd<{ readonly id: string; readonly rev: number }>> {
        try {
          const made = await core.objects.create({ survey: survey.id, layer, values, why: null })
          return made.ok ? made : { ok: false, message: wordRefusal(words, layer, made.refusal) }
        } catch {
          return fault // the connection or the core failed: what was typed stays
        }
      },
      async remove(layer: CreatableLayer, id: string, rev: number): Promise<CommandEnd<{ readonly id: string }>> {
        try {
          const removed = await core.objects.remove({ survey: survey.id, layer, id, rev, why: null })
          return removed.ok ? removed : { ok: false, message: wordRefusal(words, layer, removed.refusal) }
        } catch {
          return fault // the connection or the core failed: nothing was taken away
        }
      },
      async reveal(
        id: string,
        column: 'id_number' | 'phone' | 'account',
        why: string,
      ): Promise<CommandEnd<string | null>> {
        try {
          const shown = await core.objects.reveal({ survey: survey.id, id, column, why })
          return shown.ok
            ? { ok: true, value: shown.value.value }
            : { ok: false, message: wordRefusal(words, 'person', shown.refusal) }
        } catch {
          return fault // the connection or the core failed: nothing was shown
        }
      },
    }
  }, [core, survey.id, words])
}
