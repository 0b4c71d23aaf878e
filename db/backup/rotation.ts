/** How many snapshots stay. */
export interface Rotation {
  /** The latest so many, whatever their age. */
  readonly keepLast: number
  /** Of so many days, today counted, the last snapshot of each. */
  readonly keepDays: number
}

const DAY_MS = 86_400_000

/** Day of a moment where the surveyor is. */
const dayOf = (at: Date): number => {
  const local = new Date(at.getFullYear(), at.getMonth(), at.getDate(), 12)
  return Math.round(local.getTime() / DAY_MS)
}

/** Those of the snapshots that may go. The latest one always stays. */
export function outdated<S extends { readonly at: Date }>(
  snapshots: readonly S[],
  { keepLast, keepDays }: Rotation,
  now: Date,
): readonly S[] {
  const latestFirst = snapshots.toSorted((a, b) => b.at.getTime() - a.at.getTime())
  const kept = new Set(latestFirst.slice(0, Math.max(1, keepLast)))
  const daysSeen = new Set<number>()
  for (const snapshot of latestFirst) {
    const day = dayOf(snapshot.at)
    if (dayOf(now) - day >= keepDays || daysSeen.has(day)) continue
    daysSeen.add(day)
    kept.add(snapshot)
  }
  return latestFirst.filter((snapshot) => !kept.has(snapshot))
}
