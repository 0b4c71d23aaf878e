import type { HistoryEntry } from './answers.ts'

/** The keys that every door promises of an entry; what else a row or a window's entry carries stays where it is. */
export const bareEntry = ({
  entry,
  at,
  operator,
  team,
  kind,
  why,
  batch,
  undoes,
  summary,
}: HistoryEntry): HistoryEntry => ({ entry, at, operator, team, kind, why, batch, undoes, summary })
