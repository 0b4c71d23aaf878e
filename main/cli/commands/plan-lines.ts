import type {
  ConflictLine,
  ConflictPage,
  ConflictsAnswer,
  CoverageAnswer,
  OverlayAnswer,
  PlanLine,
} from '../../../shared/contract/planning-answers.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import type { PlanSheet, SheetCell } from '../../../shared/planning/tables/sheet-parts.ts'
import type { CommandContext } from '../command.ts'

export const roundedConflict = (line: ConflictLine): object => ({
  ...line,
  sharedM2: roundHalfUp(line.sharedM2),
  subjectM2: line.subjectM2 === null ? null : roundHalfUp(line.subjectM2),
})

export const conflictLines = (
  run: ConflictsAnswer,
  { lines }: ConflictPage,
  { word }: CommandContext,
): readonly string[] => [
  ...run.rules
    .filter(({ isAsked }) => isAsked)
    .map(({ rule, open, added, solved, slivers, sharedM2 }) =>
      word('out.plan-conflicts', { rule, open, added, solved, slivers, m2: roundHalfUp(sharedM2).toFixed(2) }),
    ),
  ...lines.slice(0, 20).map((line) =>
    word('out.plan-conflict', {
      rule: line.rule,
      subject: `plan.subject.${line.subject}`,
      name: line.subjectName ?? line.subjectId,
      m2: roundHalfUp(line.sharedM2).toFixed(2),
      cause: `plan.cause.${line.cause}`,
      standing: `plan.standing.${line.standing}`,
    }),
  ),
]

/** A sheet as lines of text, its cells parted by two blanks. */
export const sheetLines = (sheet: PlanSheet): readonly string[] => [
  `# ${sheet.name}`,
  ...sheet.rows.map((cells) => cells.map(cellText).join('  ')),
]

const cellText = ({ value, format }: SheetCell): string =>
  typeof value === 'number' && format !== 'integer' ? value.toFixed(format === 'ha' ? 4 : 2) : String(value)

export function planLines(plan: PlanLine, { word }: CommandContext): readonly string[] {
  const { baseYear, targetYear } = plan.facts
  return [
    word('out.plan', { plan: plan.title, base: baseYear ?? '—', target: targetYear ?? '—' }),
    ...plan.scenarios.map((scenario) =>
      word('out.plan-scenario', {
        version: scenario.version,
        name: scenario.name ?? '',
        status: `plan.status.${scenario.status}`,
        base: scenario.counts.base_patch,
        planned: scenario.counts.planned_patch,
        zones: scenario.counts.control_zone,
      }),
    ),
  ]
}

/** m² half-up to two decimals, after summing; `village`: the one that it was limited to, null: all. */
export function roundedOverlay(overlay: OverlayAnswer, village: string | null): object {
  const area = <T extends { readonly areaM2: number }>(rows: readonly T[]) =>
    rows.map((row) => ({ ...row, areaM2: roundHalfUp(row.areaM2) }))
  return {
    ...overlay,
    village,
    base: area(overlay.base),
    planned: area(overlay.planned),
    transitions: area(overlay.transitions).map((row) => ({ ...row, planeM2: roundHalfUp(row.planeM2) })),
    openClasses: area(overlay.openClasses),
    closings: overlay.closings.map((row) => ({
      ...row,
      controlM2: row.controlM2 === null ? null : roundHalfUp(row.controlM2),
      patchesM2: roundHalfUp(row.patchesM2),
    })),
    uncoveredM2: roundHalfUp(overlay.uncoveredM2),
    overplannedM2: roundHalfUp(overlay.overplannedM2),
  }
}

export function overlayLines(overlay: OverlayAnswer, { word }: CommandContext): readonly string[] {
  const cells = new Map<string, { from: string; to: string | null; areaM2: number }>()
  for (const { from, to, areaM2 } of overlay.transitions) {
    const cell = cells.get(`${from}/${to}`) ?? { from, to, areaM2: 0 }
    cell.areaM2 += areaM2
    cells.set(`${from}/${to}`, cell)
  }
  return [
    ...[...cells.values()].map(({ from, to, areaM2 }) =>
      word('out.plan-cell', {
        from: `plan.row.${from}`,
        to: to === null ? 'plan.row.none' : `plan.row.${to}`,
        m2: roundHalfUp(areaM2).toFixed(2),
      }),
    ),
    ...overlay.openClasses.map(({ code, options, chosen }) =>
      word('out.plan-open-class', { class: code, options: options.join('、'), chosen: chosen ?? '—' }),
    ),
  ]
}

/** Areas to 0.0001 m²: a sliver may be less than a hundredth. */
export const roundedCoverage = (coverage: CoverageAnswer): object => ({
  ...coverage,
  findings: coverage.findings.map(({ perimeterM, ...finding }) => ({
    ...finding,
    areaM2: roundHalfUp(finding.areaM2, 4),
    perimeterM: perimeterM === undefined ? null : roundHalfUp(perimeterM, 4),
  })),
})

export const coverageLines = ({ totals }: CoverageAnswer, { word }: CommandContext): readonly string[] =>
  (['planned', 'zones'] as const).flatMap((layer) =>
    (['gap', 'overlap'] as const).map((kind) =>
      word('out.plan-coverage', {
        layer: `plan.coverage.${layer}`,
        kind: `plan.coverage.${kind}`,
        count: totals[layer][kind].count,
        m2: roundHalfUp(totals[layer][kind].areaM2).toFixed(2),
      }),
    ),
  )
