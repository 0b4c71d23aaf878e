/** One line of the table: ours beside a yardstick of the same run. */
export interface Row {
  readonly id: string
  readonly title: string
  readonly parcels: number
  readonly ours: Figures
  readonly yardstick: string
  readonly theirs: Figures
}

/** null: not a matter of time, or of memory. */
export interface Figures {
  readonly seconds: number | null
  readonly peakMB: number | null
}

export const seconds = (value: number): Figures => ({ seconds: value, peakMB: null })
export const megabytes = (value: number): Figures => ({ seconds: null, peakMB: value })

export const timeText = (value: number | null): string =>
  value === null ? '–' : value.toFixed(value < 0.01 && value > 0 ? 4 : value < 0.1 ? 3 : 2)
const memoryText = (value: number | null): string => (value === null ? '–' : value.toFixed(0))
const countText = (parcels: number): string => parcels.toLocaleString('en')

function ratioText({ ours, theirs }: Row): string {
  const ratio =
    ours.seconds !== null && theirs.seconds !== null
      ? ours.seconds / theirs.seconds
      : ours.seconds === null && ours.peakMB !== null && theirs.peakMB !== null
        ? ours.peakMB / theirs.peakMB
        : null
  return ratio === null ? '–' : `**${ratio.toFixed(2)}**`
}

export function table(rows: readonly Row[]): string {
  return [
    '| what | parcels | CunDi, s | yardstick | s | ratio | CunDi, peak MB | yardstick, peak MB |',
    '|---|--:|--:|---|--:|--:|--:|--:|',
    ...rows.map((row) => {
      const { ours, theirs } = row
      return `| ${row.title} | ${countText(row.parcels)} | ${timeText(ours.seconds)} | ${row.yardstick} | ${timeText(
        theirs.seconds,
      )} | ${ratioText(row)} | ${memoryText(ours.peakMB)} | ${memoryText(theirs.peakMB)} |`
    }),
  ].join('\n')
}

/** How time and memory grow from one size to the next; linear is as many times as the parcels. */
export function growth(rows: readonly Row[]): string {
  const lines = ['| what | parcels | times as many | time grows | memory grows |', '|---|---|--:|--:|--:|']
  for (const later of rows) {
    const earlier = rows.filter(({ id, parcels }) => id === later.id && parcels < later.parcels).at(-1)
    if (earlier === undefined) continue
    const times = (of: (row: Row) => number | null): string => {
      const [before, after] = [of(earlier), of(later)]
      return before === null || after === null ? '–' : `× ${(after / before).toFixed(1)}`
    }
    lines.push(
      `| ${later.title} | ${countText(earlier.parcels)} → ${countText(later.parcels)} | ` +
        `× ${(later.parcels / earlier.parcels).toFixed(0)} | ${times(({ ours }) => ours.seconds)} | ${times(({ ours }) => ours.peakMB)} |`,
    )
  }
  return lines.join('\n')
}
