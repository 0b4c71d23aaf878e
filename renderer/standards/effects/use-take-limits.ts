import { useState } from 'react'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { goTo } from '../../state/section.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useDrafts } from '../draft/draft-store.ts'
import { freeId } from '../draft/start-dialog.tsx'
import { draftIn, draftTitle, refOf } from '../set-words.ts'
import { useSets } from '../use-sets.ts'

/** Limits in m² by the id of their rule, which stay as they are where nothing is said of them. */
export type Limits = Readonly<Record<string, number>>

/** Writes limits into the draft of a set, and makes a draft where the set is none. */
export function useTakeLimits(ref: string) {
  const core = useCore()
  const { survey } = useSurvey()
  const { drafts, put } = useDrafts()
  const { data: lines = [] } = useSets()
  const [problem, setProblem] = useState<unknown>(null)
  const write = (base: StandardSet, limits: Limits): void => {
    put({
      ...base,
      standards: base.standards.map((rule) => ({ ...rule, limitM2: limits[rule.id] ?? rule.limitM2 })),
    })
    goTo('standards', { view: 'sets', edit: base.id })
  }
  const take = async (limits: Limits): Promise<void> => {
    setProblem(null)
    const draft = drafts[draftIn(ref) ?? '']?.set
    if (draft !== undefined) {
      write(draft, limits)
      return
    }
    const { set, version } = unwrap(await core.standards.get({ survey: survey.id, ...refOf(ref) }))
    const isOwnDraft = version !== null && set.status === 'draft'
    const isTaken = (id: string): boolean => id in drafts || lines.some((line) => line.id === id)
    // What is being typed at the same set stays; only its limits are others.
    const base = isOwnDraft ? (drafts[set.id]?.set ?? set) : asDraft(set, freeId(set.id, isTaken))
    write(base, limits)
  }
  return { problem, take: (limits: Limits) => void take(limits).catch(setProblem) }
}

const asDraft = (set: StandardSet, id: string): StandardSet => ({
  ...set,
  id,
  title: draftTitle(set.title),
  status: 'draft',
  validFrom: null,
  validTo: null,
})
