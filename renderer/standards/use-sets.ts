import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { findSetFaults } from '../../shared/standards/cases.ts'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import { surveyKey, useSurvey } from '../state/survey.tsx'
import { useWords } from '../ui/words.tsx'
import { applicable, useDrafts } from './draft/draft-store.ts'
import { draftIn, draftRef, lineText, refOf, refText } from './set-words.ts'

/** Every version of the survey's own sets, then those that CunDi ships. */
export function useSets() {
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'list'],
    queryFn: async ({ signal }) => unwrap(await core.standards.list({ survey: survey.id }, { signal })),
  })
}

/** One version with its faults, or the draft of a set as it stands in the editor. `ref` null: none is asked for. */
export function useSet(ref: string | null) {
  const core = useCore()
  const { survey } = useSurvey()
  const { drafts } = useDrafts()
  const draftId = ref === null ? null : draftIn(ref)
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'set', ref],
    enabled: ref !== null && draftId === null,
    queryFn: async ({ signal }) =>
      unwrap(await core.standards.get({ survey: survey.id, ...refOf(ref ?? '') }, { signal })),
  })
  const draft = draftId === null ? undefined : drafts[draftId]
  const asDraft = useMemo(
    () =>
      draft === undefined
        ? undefined
        : { version: null, set: applicable(draft.set), faults: findSetFaults(applicable(draft.set)) },
    [draft],
  )
  return draftId === null ? { data, error } : { data: asDraft, error: null }
}

/** Every set that can be named in a choice: unsaved drafts first. */
export function useSetChoices(): { readonly options: readonly SetChoice[] | undefined; readonly error: unknown } {
  const words = useWords()
  const { data, error } = useSets()
  const { drafts } = useDrafts()
  if (data === undefined) return { options: undefined, error }
  return {
    error,
    options: [
      ...Object.values(drafts).map(({ set }) => ({
        value: draftRef(set.id),
        label: `${words.pick(set.title)} · ${words.word('standards.list.unsaved')}`,
      })),
      ...data.map((line) => ({ value: refText(line), label: lineText(line, words) })),
    ],
  }
}

interface SetChoice {
  readonly value: string
  readonly label: string
}
