import type { Silence } from './core-probe.ts'
import { median } from './measure.ts'
import { type Figures, megabytes, type Row, seconds, timeText } from './row.ts'

/** What is over a tenth of a second is felt. */
const AIM_MS = 100

/** One look and the bare SQL of it right after, in seconds. */
export interface Pair {
  readonly ours: number
  readonly theirs: number
}

/** Gathers what a window's rounds measure, in the order of the table. */
export interface WindowRows {
  /** Medians of what is looked at several times. */
  pair(id: string, title: string, yardstick: string, pair: Pair): void
  /** Against an aim; the longest of several. `note`: what else is to be known of it. */
  aim(
    id: string,
    title: string,
    ours: number,
    aim: { readonly what: string; readonly seconds: number },
    note?: string,
  ): void
  /** When a thread did nothing for the user; the longest of several. */
  silences(id: string, title: string, all: readonly Silence[]): void
  memory(id: string, title: string, ours: number | null, yardstick: string, theirs: number): void
  rows(parcels: number): readonly Row[]
}

interface Kept {
  readonly title: () => string
  readonly yardstick: string
  readonly ours: () => Figures
  readonly theirs: () => Figures
}

export function createWindowRows(): WindowRows {
  const kept = new Map<string, Kept>()
  const pairs = new Map<string, Pair[]>()
  const silent = new Map<string, Silence[]>()
  const together = <T>(all: Map<string, T[]>, id: string, more: readonly T[]): readonly T[] => {
    const list = all.get(id) ?? []
    list.push(...more)
    all.set(id, list)
    return list
  }
  return {
    pair(id, title, yardstick, pair) {
      const all = together(pairs, id, [pair])
      kept.set(id, {
        title: () => title,
        yardstick,
        ours: () => seconds(median(all.map(({ ours }) => ours))),
        theirs: () => seconds(median(all.map(({ theirs }) => theirs))),
      })
    },
    aim(id, title, ours, { what, seconds: theirs }, note) {
      const all = together(pairs, id, [{ ours, theirs }])
      kept.set(id, {
        title: () => (note === undefined ? title : `${title} (${note})`),
        yardstick: what,
        ours: () => seconds(Math.max(...all.map((pair) => pair.ours))),
        theirs: () => seconds(theirs),
      })
    },
    silences(id, title, more) {
      const all = together(silent, id, more)
      const longest = (): Silence => all.toSorted((a, b) => b.ms - a.ms)[0] ?? { ms: 0, cpuMs: 0 }
      kept.set(id, {
        title: () => {
          const over = all.filter(({ ms }) => ms > AIM_MS)
          const atWork = over.filter(({ cpuMs }) => cpuMs > AIM_MS).length
          return `${title} (at work for ${timeText(longest().cpuMs / 1000)} of it; over 0.1 s: ${over.length}, by their own work ${atWork})`
        },
        yardstick: 'the aim',
        ours: () => seconds(longest().ms / 1000),
        theirs: () => seconds(AIM_MS / 1000),
      })
    },
    memory(id, title, ours, yardstick, theirs) {
      if (ours === null) return
      kept.set(id, { title: () => title, yardstick, ours: () => megabytes(ours), theirs: () => megabytes(theirs) })
    },
    rows: (parcels) =>
      [...kept].map(([id, { title, yardstick, ours, theirs }]) => ({
        id,
        title: title(),
        parcels,
        ours: ours(),
        yardstick,
        theirs: theirs(),
      })),
  }
}
