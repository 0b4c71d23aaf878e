import type { Snapshot } from '../../db/backup/snapshot.ts'
import type { UpgradeResult } from '../../db/open/upgrade-survey.ts'
import type {
  AssessAnswer,
  CheckAnswer,
  ExportedFile,
  ImportedLayer,
  RejectedAnswer,
  RollbackAnswer,
  UndoAnswer,
  VerifiedPackage,
} from '../../shared/contract/answers.ts'
import type { SnapshotPreview } from '../../shared/contract/backups.ts'
import type { DrawnShapes, ExaminedFile } from '../../shared/contract/examined.ts'
import type { InspectedFile } from '../../shared/contract/inspected.ts'
import type { BulkEdited } from '../../shared/contract/object-answers.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import type {
  ConflictsAnswer,
  CoverageAnswer,
  OverlayAnswer,
  PlanTablesAnswer,
  PrintedPlan,
  RegularityAnswer,
} from '../../shared/contract/planning-answers.ts'
import type { PlotDistributions, Simulation } from '../../shared/contract/standards-answers.ts'
import type { AssessInput } from './assess/assess.ts'
import type { CheckInput } from './check/run-check.ts'
import type { CheckpointInput } from './checkpoint/checkpoint.ts'
import type { ExportListInput } from './export/export-list.ts'
import type { ExportInput } from './export/run-export.ts'
import type { MendInput } from './export/run-mend.ts'
import type { ImportInput } from './import/import.ts'
import type { RollbackInput } from './import/rollback.ts'
import type { UndoInput } from './import/undo.ts'
import type { ShapesInput } from './inspect/draw-shapes.ts'
import type { ReadInput } from './inspect/examine.ts'
import type { JobContext } from './job.ts'
import type { BulkEditInput } from './objects/bulk-edit.ts'
import type { PasteInput } from './objects/paste.ts'
import type { WriteLegendInput } from './plan/legend-file.ts'
import type { ScenarioJob } from './plan/on-scenario.ts'
import type { PrintPlanJob } from './plan/print-plan.ts'
import type { WritePlanTablesJob } from './plan/tables.ts'
import type { WriteCoverageJob } from './plan/write-coverage.ts'
import type { DistributionsInput, SimulateInput } from './simulate/simulate.ts'
import type { WriteSimulationInput } from './simulate/write-simulation.ts'
import type { PreviewInput } from './snapshot/preview.ts'
import type { RestoreInput } from './snapshot/restore.ts'
import type { RewrapInput } from './snapshot/rewrap.ts'
import type { SnapshotInput } from './snapshot/snapshot.ts'
import type { WriteStandardsInput } from './standards/write-standards.ts'

/** Kinds of jobs with their inputs and answers. Every kind stops by itself when its signal says so. */
export interface Jobs {
  import: { input: ImportInput; answer: { readonly layers: readonly ImportedLayer[] } }
  rollback: { input: RollbackInput; answer: RollbackAnswer }
  undo: { input: UndoInput; answer: UndoAnswer }
  'check-pages': { input: { readonly file: string }; answer: { readonly sound: boolean } }
  checkpoint: { input: CheckpointInput; answer: { readonly emptied: boolean } }
  'bulk-edit': { input: BulkEditInput; answer: BulkEdited }
  paste: { input: PasteInput; answer: BulkEdited }
  inspect: { input: ReadInput; answer: InspectedFile }
  examine: { input: ReadInput; answer: ExaminedFile }
  shapes: { input: ShapesInput; answer: DrawnShapes }
  assess: { input: AssessInput; answer: AssessAnswer }
  simulate: { input: SimulateInput; answer: Simulation }
  distributions: { input: DistributionsInput; answer: PlotDistributions }
  'write-standards': { input: WriteStandardsInput; answer: { readonly path: string } }
  'write-simulation': { input: WriteSimulationInput; answer: { readonly path: string } }
  overlay: { input: ScenarioJob; answer: OverlayAnswer }
  conflicts: { input: ScenarioJob; answer: ConflictsAnswer }
  'plan-tables': { input: ScenarioJob; answer: PlanTablesAnswer }
  'write-plan-tables': { input: WritePlanTablesJob; answer: { readonly path: string } }
  'write-legend': { input: WriteLegendInput; answer: { readonly path: string } }
  'print-plan': { input: PrintPlanJob; answer: PrintedPlan }
  coverage: { input: ScenarioJob; answer: CoverageAnswer }
  'write-coverage': { input: WriteCoverageJob; answer: { readonly path: string; readonly findings: number } }
  regularity: { input: ScenarioJob; answer: RegularityAnswer }
  check: { input: CheckInput; answer: CheckAnswer }
  export: { input: ExportInput; answer: ExportedFile }
  'export-list': { input: ExportListInput; answer: { readonly rows: number } }
  mend: { input: MendInput; answer: RejectedAnswer }
  snapshot: { input: SnapshotInput; answer: { readonly made: Snapshot | null } }
  preview: { input: PreviewInput; answer: SnapshotPreview }
  restore: { input: RestoreInput; answer: { readonly keptAs: string | null } }
  rewrap: { input: RewrapInput; answer: null }
  upgrade: { input: { readonly file: string }; answer: UpgradeResult }
  verify: { input: { readonly file: string }; answer: VerifiedPackage }
}
export type JobKind = keyof Jobs

type JobFunction<K extends JobKind> = (
  input: Jobs[K]['input'],
  context: JobContext,
) => Promise<Outcome<Jobs[K]['answer']>>

/** Loaded when first asked for: a job's libraries (GEOS, zip, spreadsheets) cost nothing to those that do not need them. */
export const jobFunctions: { readonly [K in JobKind]: () => Promise<JobFunction<K>> } = {
  import: async () => (await import('./import/import.ts')).runImport,
  rollback: async () => (await import('./import/rollback.ts')).runRollback,
  undo: async () => (await import('./import/undo.ts')).runUndo,
  'check-pages': async () => (await import('./pages/check-pages.ts')).runCheckPages,
  checkpoint: async () => (await import('./checkpoint/checkpoint.ts')).runCheckpoint,
  'bulk-edit': async () => (await import('./objects/bulk-edit.ts')).runBulkEdit,
  paste: async () => (await import('./objects/paste.ts')).runPaste,
  assess: async () => (await import('./assess/assess.ts')).runAssess,
  inspect: async () => {
    const { inspectFile } = await import('./inspect/inspect.ts')
    return ({ file, encoding, sheet, headerRow }, { signal, report }) =>
      inspectFile(
        file,
        {
          ...(encoding === null ? {} : { encoding }),
          ...(sheet === null ? {} : { sheet }),
          ...(headerRow === null ? {} : { headerRow }),
        },
        signal,
        report,
      )
  },
  examine: async () => (await import('./inspect/examine.ts')).runExamine,
  shapes: async () => (await import('./inspect/draw-shapes.ts')).runDrawShapes,
  simulate: async () => (await import('./simulate/simulate.ts')).runSimulate,
  distributions: async () => (await import('./simulate/simulate.ts')).runDistributions,
  'write-standards': async () => (await import('./standards/write-standards.ts')).runWriteStandards,
  'write-simulation': async () => (await import('./simulate/write-simulation.ts')).runWriteSimulation,
  overlay: async () => (await import('./plan/overlay.ts')).runOverlay,
  conflicts: async () => (await import('./plan/conflicts.ts')).runConflicts,
  'plan-tables': async () => (await import('./plan/tables.ts')).runPlanTables,
  'write-plan-tables': async () => (await import('./plan/tables.ts')).runWritePlanTables,
  'write-legend': async () => (await import('./plan/legend-file.ts')).runWriteLegend,
  'print-plan': async () => (await import('./plan/print-plan.ts')).runPrintPlan,
  'write-coverage': async () => (await import('./plan/write-coverage.ts')).runWriteCoverage,
  coverage: async () => (await import('./plan/coverage.ts')).runCoverage,
  regularity: async () => (await import('./plan/regularity.ts')).runRegularity,
  check: async () => (await import('./check/run-check.ts')).runCheckJob,
  export: async () => (await import('./export/run-export.ts')).runExport,
  'export-list': async () => (await import('./export/export-list.ts')).runExportList,
  mend: async () => (await import('./export/run-mend.ts')).runMend,
  snapshot: async () => (await import('./snapshot/snapshot.ts')).runSnapshot,
  preview: async () => (await import('./snapshot/preview.ts')).runPreview,
  restore: async () => (await import('./snapshot/restore.ts')).runRestore,
  rewrap: async () => (await import('./snapshot/rewrap.ts')).runRewrap,
  upgrade: async () => (await import('./upgrade/upgrade.ts')).runUpgrade,
  verify: async () => {
    const { verifyPackage } = await import('./verify/verify.ts')
    return ({ file }, { signal, report }) => verifyPackage(file, signal, report)
  },
}
