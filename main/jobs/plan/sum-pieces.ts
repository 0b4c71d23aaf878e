import { connect } from '../../../db/open/database.ts'
import type { ChangePiece, PatchFacts } from '../../../db/queries/plan-overlay.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import type { OpenClass, OverlayAnswer } from '../../../shared/contract/planning-answers.ts'
import { type CrosswalkChoices, carryOver, findCrosswalk } from '../../../shared/planning/crosswalk.ts'
import type { Legend } from '../../../shared/planning/legend.ts'
import type { ClassArea } from '../../../shared/planning/plan-areas.ts'
import { rowInPlan, rowOf } from '../../../shared/planning/same-land.ts'
import type { SchemeId } from '../../../shared/planning/scheme.ts'
import type { StructureRow } from '../../../shared/planning/structure.ts'
import { closeCells } from './close-cells.ts'
import type { ClosedPatches } from './share-out.ts'

export interface PiecesToSum {
  readonly base: readonly PatchFacts[]
  readonly planned: readonly PatchFacts[]
  readonly closed: ClosedPatches
  readonly choices: CrosswalkChoices
  readonly legend: Legend
  /** Scratch files of pieces; a base patch stands in one of them alone. */
  readonly scratches: readonly string[]
  readonly signal: CancelSignal
}

type Content = Omit<OverlayAnswer, 'at' | 'isStale' | 'scenario'>

/** What no planned patch covers, below this share of the patch, is rounding of the overlay. */
const ROUNDING = 1e-9

interface Piece {
  readonly base: number
  readonly planned: number
  readonly planeM2: number
}

/**
 * Shares each base patch's closed ellipsoidal area among its pieces in proportion to their plane areas, and sums by class. Where
 * planned patches overlap, the pieces are more than the patch: they share it, and the surplus is told.
 */
export function sumPieces(input: PiecesToSum): { readonly content: Content; changes(): Generator<ChangePiece> } {
  const { base, planned, closed } = input
  const baseByFid = new Map(base.map((patch) => [patch.fid, patch]))
  const plannedByFid = new Map(planned.map((patch) => [patch.fid, patch]))
  const plannedScheme = planned.find(({ scheme }) => scheme !== null)?.scheme ?? null
  const baseRow = (patch: PatchFacts): StructureRow => rowInPlan(patch, plannedScheme, input.choices, input.legend)
  const plannedRow = (patch: PatchFacts): StructureRow => rowOf(patch, input.legend)
  const cells = createCells(baseRow, plannedRow)
  const factor = new Map<number, number>()
  let uncoveredM2 = 0
  let overplannedM2 = 0
  const met = new Set<number>()
  /** Planned patches of each class that reach into a village. */
  const reached = new Map<string, Set<number>>()
  const close = (patch: PatchFacts, pieces: readonly Piece[]): void => {
    met.add(patch.fid)
    const wholeM2 = patch.planeM2 ?? 0
    const cutM2 = pieces.reduce((sum, { planeM2 }) => sum + planeM2, 0)
    const sharedBy = Math.max(wholeM2, cutM2)
    const perM2 = sharedBy === 0 ? 0 : (closed.areaM2.get(patch.fid) ?? 0) / sharedBy
    factor.set(patch.fid, perM2)
    for (const { planned: fid, planeM2 } of pieces) {
      const to = plannedByFid.get(fid)
      if (to === undefined) continue
      cells.add(patch, to, planeM2, planeM2 * perM2)
      const key = `${patch.village}/${to.code}`
      reached.set(key, (reached.get(key) ?? new Set()).add(fid))
    }
    const restM2 = wholeM2 - cutM2
    if (restM2 > wholeM2 * ROUNDING) {
      uncoveredM2 += restM2
      cells.add(patch, null, restM2, restM2 * perM2)
    } else if (-restM2 > wholeM2 * ROUNDING) overplannedM2 -= restM2
  }
  for (const [fid, pieces] of piecesByBase(input)) {
    const patch = baseByFid.get(fid)
    if (patch !== undefined) close(patch, pieces)
  }
  for (const patch of base) if (patch.isUsable && !met.has(patch.fid)) close(patch, [])

  const baseAreas = classAreas(base, baseRow, (patch) => closed.areaM2.get(patch.fid) ?? 0)
  const transitions = closeCells(cells.all(), baseAreas)
  return {
    content: {
      base: baseAreas,
      planned: columnSums(transitions, plannedScheme, reached),
      transitions,
      closings: closed.closings,
      openClasses: openClasses(base, plannedScheme, input.choices, closed),
      unusable: {
        base: base.filter(({ isUsable }) => !isUsable).length,
        planned: planned.filter(({ isUsable }) => !isUsable).length,
      },
      uncoveredM2,
      overplannedM2,
      baseScheme: base.find(({ scheme }) => scheme !== null)?.scheme ?? null,
      plannedScheme,
    },
    changes: () => changePieces(input, { base: baseByFid, planned: plannedByFid, baseRow, plannedRow, factor }),
  }
}

const SLICE = 1000

function* piecesByBase({ scratches, signal }: PiecesToSum): Generator<readonly [number, readonly Piece[]]> {
  let read = 0
  for (const scratch of scratches) {
    const db = connect(scratch, 'read')
    try {
      let group: Piece[] = []
      for (const piece of db
        .prepare<[], Piece>('SELECT base, planned, plane_m2 AS planeM2 FROM piece ORDER BY base, planned')
        .iterate()) {
        if (++read % SLICE === 0) signal.throwIfAborted()
        const [first] = group
        if (first !== undefined && first.base !== piece.base) {
          yield [first.base, group]
          group = []
        }
        group.push(piece)
      }
      const [first] = group
      if (first !== undefined) yield [first.base, group]
    } finally {
      db.close()
    }
  }
}

interface KnownPatches {
  readonly base: ReadonlyMap<number, PatchFacts>
  readonly planned: ReadonlyMap<number, PatchFacts>
  readonly baseRow: (patch: PatchFacts) => StructureRow
  readonly plannedRow: (patch: PatchFacts) => StructureRow
  readonly factor: ReadonlyMap<number, number>
}

function* changePieces(
  { scratches }: PiecesToSum,
  { base, planned, baseRow, plannedRow, factor }: KnownPatches,
): Generator<ChangePiece> {
  for (const scratch of scratches) {
    const db = connect(scratch, 'read')
    try {
      for (const piece of db
        .prepare<[], Piece & { readonly geom: Uint8Array }>(
          'SELECT base, planned, plane_m2 AS planeM2, geom FROM piece WHERE geom NOTNULL ORDER BY base, planned',
        )
        .iterate()) {
        const [from, to] = [base.get(piece.base), planned.get(piece.planned)]
        if (from === undefined || to === undefined) continue
        yield {
          geom: piece.geom,
          basePatch: from.id,
          plannedPatch: to.id,
          village: from.village,
          fromCode: from.code,
          toCode: to.code,
          fromRow: baseRow(from),
          toRow: plannedRow(to),
          planeM2: piece.planeM2,
          areaM2: piece.planeM2 * (factor.get(piece.base) ?? 0),
        }
      }
    } finally {
      db.close()
    }
  }
}

type Transition = Content['transitions'][number]

function createCells(baseRow: (patch: PatchFacts) => StructureRow, plannedRow: (patch: PatchFacts) => StructureRow) {
  const cells = new Map<string, { -readonly [K in keyof Transition]: Transition[K] }>()
  return {
    add(from: PatchFacts, to: PatchFacts | null, planeM2: number, areaM2: number): void {
      const key = `${from.village}/${from.scheme}/${from.code}/${to?.scheme}/${to?.code}/${to === null}`
      const cell = cells.get(key)
      if (cell === undefined)
        cells.set(key, {
          village: from.village,
          from: baseRow(from),
          fromCode: from.code,
          to: to === null ? null : plannedRow(to),
          toCode: to?.code ?? null,
          areaM2,
          planeM2,
          pieces: 1,
        })
      else {
        cell.areaM2 += areaM2
        cell.planeM2 += planeM2
        cell.pieces++
      }
    },
    all: (): readonly Transition[] => [...cells.values()],
  }
}

function classAreas(
  patches: readonly PatchFacts[],
  rowOfPatch: (patch: PatchFacts) => StructureRow,
  areaOf: (patch: PatchFacts) => number,
): readonly ClassArea[] {
  const groups = Map.groupBy(
    patches.filter(({ isUsable }) => isUsable),
    ({ village, scheme, code }) => `${village}/${scheme}/${code}`,
  )
  return [...groups.values()].flatMap((members) => {
    const [first] = members
    if (first === undefined) return []
    return [
      {
        village: first.village,
        scheme: first.scheme,
        code: first.code,
        row: rowOfPatch(first),
        areaM2: inHundredths(members.map((patch) => ({ areaM2: areaOf(patch) }))),
        patches: members.length,
      },
    ]
  })
}

function columnSums(
  transitions: readonly Transition[],
  scheme: SchemeId | null,
  reached: ReadonlyMap<string, ReadonlySet<number>>,
): readonly ClassArea[] {
  const groups = Map.groupBy(
    transitions.filter(({ to }) => to !== null),
    ({ village, toCode }) => `${village}/${toCode}`,
  )
  return [...groups].flatMap(([key, members]) => {
    const [first] = members
    if (first === undefined || first.to === null) return []
    return [
      {
        village: first.village,
        scheme,
        code: first.toCode,
        row: first.to,
        areaM2: inHundredths(members),
        patches: reached.get(key)?.size ?? 0,
      },
    ]
  })
}

/** Sum of multiples of 0.01 m², one itself. */
const inHundredths = (rows: readonly { readonly areaM2: number }[]): number =>
  rows.reduce((sum, { areaM2 }) => sum + Math.round(areaM2 * 100), 0) / 100

/** Base classes that the crosswalk to the plan's scheme leaves to the planner. */
function openClasses(
  base: readonly PatchFacts[],
  plannedScheme: SchemeId | null,
  choices: CrosswalkChoices,
  closed: ClosedPatches,
): readonly OpenClass[] {
  const areas = new Map<string, { scheme: SchemeId; code: string; areaM2: number }>()
  for (const { fid, scheme, code } of base) {
    if (scheme === null || code === null) continue
    const known = areas.get(`${scheme}/${code}`) ?? { scheme, code, areaM2: 0 }
    known.areaM2 += closed.areaM2.get(fid) ?? 0
    areas.set(`${scheme}/${code}`, known)
  }
  return [...areas.values()].flatMap(({ scheme, code, areaM2 }) => {
    const crosswalk = plannedScheme === null ? undefined : findCrosswalk(scheme, plannedScheme)
    const cell = crosswalk === undefined ? null : carryOver(crosswalk, code, {})
    return cell?.kind === 'open' ? [{ scheme, code, options: cell.options, chosen: choices[code] ?? null, areaM2 }] : []
  })
}
