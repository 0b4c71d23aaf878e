import type { ReadableDb } from '../../db/open/database.ts'
import { type FindingQuestion, findingPage, storedFindings } from '../../db/queries/findings.ts'
import { historyPage } from '../../db/queries/history.ts'
import type { ListQuestion } from '../../db/queries/lists/list-where.ts'
import { closeList, listPage, locateInList, openList } from '../../db/queries/lists/lists.ts'
import { villageTree } from '../../db/queries/lists/tree.ts'
import { type MapPoint, objectsAt, shapesOf } from '../../db/queries/map-objects.ts'
import { mapLegend, mapView } from '../../db/queries/map-view.ts'
import { objectAnswer, plotsOf } from '../../db/queries/object-answer.ts'
import { objectRow } from '../../db/queries/object-rows.ts'
import { surveyOverview } from '../../db/queries/overview.ts'
import { judgePaste, type Paste } from '../../db/queries/pasted-cells.ts'
import { type LedgerFilter, ledgerPage, storedConflicts } from '../../db/queries/plan-conflicts.ts'
import { planFacilities } from '../../db/queries/plan-facilities.ts'
import { planLayer, planPatch, planShapes, planVillage } from '../../db/queries/plan-map-layers.ts'
import { storedOverlay } from '../../db/queries/plan-overlay.ts'
import { type ChangesQuestion, changePieces, storedResult } from '../../db/queries/plan-results.ts'
import { listPlans } from '../../db/queries/plans.ts'
import { runChanges } from '../../db/queries/run-changes.ts'
import { type RunHouseholdsQuestion, runHouseholds } from '../../db/queries/run-households.ts'
import { surveyInfo } from '../../db/queries/survey-info.ts'
import { advanceTileIndex } from '../../db/queries/tile-index.ts'
import type { TiledLayer } from '../../db/queries/tiled-layer.ts'
import { readTile, type TileQuestion } from '../../db/queries/tiles.ts'
import { villageHouseholds } from '../../db/queries/village-households.ts'
import { type RollbackSize, rollbackSize } from '../../db/staging/rollback.ts'
import type { SurveyInfo } from '../../shared/contract/answers.ts'
import type { FindingPage, StoredFindings } from '../../shared/contract/findings.ts'
import type { HistoryPage, HistoryRequest } from '../../shared/contract/history.ts'
import type { OpenedList, TreeVillage } from '../../shared/contract/lists.ts'
import type { MapLayer, MapLegend, MapShape, MapView } from '../../shared/contract/map.ts'
import type { ObjectAnswer, PastePreview, VillageHouseholds } from '../../shared/contract/object-answers.ts'
import type { SurveyOverview } from '../../shared/contract/overview.ts'
import type {
  ConflictPage,
  ConflictsAnswer,
  CoverageAnswer,
  OverlayAnswer,
  PlanLine,
  RegularityAnswer,
} from '../../shared/contract/planning-answers.ts'
import type { PlanFacilities, PlanLayerAnswer, PlanPatchFacts, PlanShape } from '../../shared/contract/planning-map.ts'
import type { RunChanges, RunHouseholds } from '../../shared/contract/run-changes.ts'
import type { ObjectLayer } from '../../shared/model/object-columns.ts'

/** What a reader's thread can be asked, with input and answer; both are cloned between threads. */
export interface Questions {
  history: { input: Omit<HistoryRequest, 'survey'>; answer: HistoryPage }
  /** null: it is gone. */
  object: { input: { readonly layer: ObjectLayer; readonly id: string }; answer: ObjectAnswer | null }
  pastePreview: { input: Paste; answer: PastePreview }
  /** How many plots name the household with that id. */
  plotsOf: { input: string; answer: number }
  /** null: there is no such batch. */
  rollbackSize: { input: number; answer: RollbackSize | null }
  villageHouseholds: { input: string | null; answer: VillageHouseholds }
  /** `input`: what the file is called. */
  info: { input: string; answer: SurveyInfo }
  overview: { input: null; answer: SurveyOverview }
  'map.view': { input: null; answer: MapView }
  /** null: an index is to be advanced first. */
  'map.legend': { input: null; answer: MapLegend | null }
  'map.tile': { input: TileQuestion; answer: Uint8Array | null }
  /** True when the layer's index is complete. */
  'map.advance': { input: TiledLayer; answer: boolean }
  'map.identify': { input: MapPoint; answer: readonly { readonly layer: MapLayer; readonly id: string }[] }
  'map.shapes': { input: { readonly layer: MapLayer; readonly ids: readonly string[] }; answer: readonly MapShape[] }
  storedFindings: { input: null; answer: StoredFindings }
  listOpen: { input: ListQuestion; answer: OpenedList }
  listPage: {
    input: { readonly list: string; readonly from: number; readonly to: number }
    answer: ReturnType<typeof listPage>
  }
  listLocate: { input: { readonly list: string; readonly id: string }; answer: number | null }
  listClose: { input: string; answer: null }
  villageTree: { input: null; answer: readonly TreeVillage[] }
  findingPage: { input: FindingQuestion; answer: FindingPage }
  planLayer: { input: Parameters<typeof planLayer>[1]; answer: PlanLayerAnswer }
  planShapes: { input: Parameters<typeof planShapes>[1]; answer: readonly PlanShape[] }
  planVillage: { input: string; answer: PlanShape | null }
  planFacilities: { input: string; answer: PlanFacilities }
  planPatch: { input: Parameters<typeof planPatch>[1]; answer: PlanPatchFacts | null }
  /** An approved scenario is hashed for it. */
  plans: { input: null; answer: readonly PlanLine[] }
  planChanges: { input: ChangesQuestion; answer: ReturnType<typeof changePieces> }
  planLedger: { input: LedgerFilter; answer: ConflictPage }
  /** null: one of the runs is unknown. */
  runChanges: { input: { readonly before: number; readonly after: number }; answer: RunChanges | null }
  /** null: there is no such run. */
  runHouseholds: { input: RunHouseholdsQuestion; answer: RunHouseholds | null }
  /** Results are asked for by their scenario; null: never computed. */
  planOverlay: { input: string; answer: OverlayAnswer | null }
  planConflicts: { input: string; answer: ConflictsAnswer | null }
  planCoverage: { input: string; answer: CoverageAnswer | null }
  planRegularity: { input: string; answer: RegularityAnswer | null }
}
export type QuestionKind = keyof Questions

/** State that a kind keeps between questions (the ordered ids of a list, say) lives in its own module, one a thread. */
export const questions: {
  readonly [K in QuestionKind]: (db: ReadableDb, input: Questions[K]['input']) => Questions[K]['answer']
} = {
  history: historyPage,
  object: (db, { layer, id }) => objectAnswer(db, layer, id) ?? null,
  pastePreview: (db, paste) => judgePaste(db, paste).preview,
  plotsOf: (db, id) => {
    const household = objectRow(db, 'household', id)
    return household === undefined ? 0 : plotsOf(db, household).length
  },
  rollbackSize,
  villageHouseholds,
  info: surveyInfo,
  overview: (db) => surveyOverview(db),
  'map.view': (db) => mapView(db),
  'map.legend': (db) => mapLegend(db),
  'map.tile': readTile,
  'map.advance': advanceTileIndex,
  'map.identify': objectsAt,
  'map.shapes': (db, { layer, ids }) => shapesOf(db, layer, ids),
  storedFindings: (db) => storedFindings(db),
  findingPage,
  listOpen: openList,
  listPage,
  listLocate: locateInList,
  listClose: (_, list) => {
    closeList(list)
    return null
  },
  villageTree: (db) => villageTree(db),
  planLayer,
  planShapes,
  planVillage,
  planFacilities,
  planPatch,
  plans: (db) => listPlans(db),
  planChanges: changePieces,
  planLedger: ledgerPage,
  runChanges,
  runHouseholds,
  planOverlay: storedOverlay,
  planConflicts: storedConflicts,
  planCoverage: (db, scenario) => storedResult(db, 'coverage', scenario),
  planRegularity: (db, scenario) => storedResult(db, 'regularity', scenario),
}
