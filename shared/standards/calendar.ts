/** A calendar date as surveys have it: 1985-03-02, or only its month or year. */
const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/

/** Where a date lies to the first day of a period; 'unknown' where it is absent, unreadable or as coarse as the question. */
export function dateAgainst(date: string | null, firstDay: string): 'before' | 'from' | 'unknown' {
  const parts = date === null ? null : DATE.exec(date)
  if (parts === null || date === null) return 'unknown'
  const coarse = firstDay.slice(0, date.length)
  if (date < coarse) return 'before'
  if (date > coarse) return 'from'
  // The first day of a year or month begins the period with all of it.
  return firstDay.slice(date.length).replace(/-01/g, '') === '' ? 'from' : 'unknown'
}
