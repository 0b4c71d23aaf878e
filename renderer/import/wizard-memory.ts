import { freshWizard, type Source, type Wizard } from './wizard.ts'

/** What a user has decided, without what the files hold: names of files, layers and columns, never values. */
interface Kept {
  readonly format: typeof FORMAT
  readonly step: Wizard['step']
  readonly options: Wizard['options']
  readonly sources: readonly Omit<Source, 'key' | 'state' | 'refusal' | 'examined'>[]
}

/** Another number when the decisions take another shape: what an older window kept is then left aside. */
const FORMAT = 1
const keyOf = (surveyId: string): string => `cundi.import.unfinished.${surveyId}`

/** Keeps a half-done import through a reload or a crash; one that is done or empty is kept no longer. */
export function keepWizard(surveyId: string, { step, options, sources }: Wizard): void {
  const isOver = step === 'result' || sources.length === 0
  const kept: Kept = {
    format: FORMAT,
    step,
    options,
    sources: sources.map(({ key: _, state: __, refusal: ___, examined: ____, ...decided }) => decided),
  }
  try {
    if (isOver) localStorage.removeItem(keyOf(surveyId))
    else localStorage.setItem(keyOf(surveyId), JSON.stringify(kept))
  } catch {
    // A full or forbidden storage costs the memory of the wizard, not the import.
  }
}

/** The half-done import of a survey, its files still to be looked into again; null: there is none. */
export function recallWizard(surveyId: string, newKey: () => string): Wizard | null {
  const kept = readKept(surveyId)
  if (kept === null) return null
  return {
    ...freshWizard,
    isTakenUp: true,
    // What was tried before has to be tried again.
    step: kept.step === 'trial' ? 'fields' : kept.step,
    options: kept.options,
    sources: kept.sources.map((source) => ({
      ...source,
      key: newKey(),
      state: 'reading',
      refusal: null,
      examined: null,
    })),
  }
}

function readKept(surveyId: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(surveyId)) ?? 'null') as Partial<Kept> | null
    return kept?.format === FORMAT && Array.isArray(kept.sources) ? (kept as Kept) : null
  } catch {
    return null // somebody else's text under our key
  }
}
