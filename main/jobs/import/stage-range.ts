import { type BoxCollector, collectBoxes, type RowBoxes } from '../../../db/geopackage/rtree-bulk.ts'
import { connect } from '../../../db/open/database.ts'
import { createIdSequence } from '../../../db/schema/new-id.ts'
import type { ImportFinding } from '../../../db/staging/batch.ts'
import type { SqlValue } from '../../../db/staging/row-writer.ts'
import { createScratch, type ScratchWriter } from '../../../db/staging/scratch.ts'
import type { PeopleKeys } from '../../../db/staging/scratch-people.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import type { SourceRecord } from '../../../shared/formats/source.ts'
import { type Crs, crsOf } from '../../../shared/geo/crs/catalogue.ts'
import { farFromCountyTest } from '../../../shared/geo/crs/county.ts'
import type { CrsShift } from '../../../shared/geo/crs/shift.ts'
import { createSlab } from '../../../shared/geo/slab.ts'
import type { ColumnPlan } from '../../../shared/model/column-plan.ts'
import { layers } from '../../../shared/model/layers.ts'
import { loadGeos } from '../../platform/geos.ts'
import { openVault, type PersonalVault } from '../../platform/keys.ts'
import { createTransform } from '../../platform/reprojection.ts'
import type { SourceLayer } from '../../platform/source/layer.ts'
import { readRecords } from '../source/read-records.ts'
import type { LayerConstants } from './choose-layers.ts'
import { createReferences, type References, rejectedShapes } from './references.ts'
import { type GeometryRules, rejectedShape, type StagedGeometry, stageGeometry } from './stage-geometry.ts'
import { finishRow, type RowContext } from './stage-row.ts'
import { type RowForm, rejectedAttributes, rowForm, type StagedValues, stageValues } from './stage-values.ts'
import { createTally, type Tally } from './tally.ts'

/** Everything a thread needs to stage its share; plain data. */
export interface StageTask {
  readonly layer: SourceLayer
  readonly plan: ColumnPlan
  /** 1-based, both included. */
  readonly from: number
  readonly to: number
  readonly scratch: string
  /** Which of the import's threads this is, and when the import began: its ids are counted from there. */
  readonly thread: number
  readonly startedAtMs: number
  readonly survey: string
  readonly surveyId: string
  readonly target: number
  readonly county: string
  readonly swap: boolean
  readonly shift: CrsShift
  readonly key: Uint8Array | null
  readonly villages: readonly string[]
  readonly villageFromCode: boolean
  /** Columns that are the same in every row of the layer and stand in no field of it. */
  readonly constants: LayerConstants
}

export interface StageAnswer {
  readonly read: number
  /** Rows in the scratch file; the others were deleted in the source or rejected. */
  readonly staged: number
  readonly deletedRecords: number
  /** Records of which the reader could make nothing, deleted ones left out. */
  readonly unreadable: number
  readonly findings: readonly ImportFinding[]
  readonly boxes: RowBoxes
  readonly peopleKeys: PeopleKeys
}

/** Stages records into a scratch file; the survey is only read. Throws KeyMissing, or the signal's reason when cancelled. */
export async function stageRange(
  task: StageTask,
  signal: CancelSignal,
  progress: (done: number) => void,
): Promise<StageAnswer> {
  const vault = task.key === null ? null : openVault(task.key)
  const target = crsOf(task.target)
  if (target === null) throw new Error(`no such system: ${task.target}`)
  const survey = connect(task.survey, 'read')
  const form = rowForm(task.plan)
  const ids = createIdSequence(task.startedAtMs, task.thread)
  const scratch = createScratch(task.scratch, task.plan.kind, form.columns, ids)
  let isWhole = false
  try {
    const isMended = layers[task.plan.kind].geometryType !== null && task.layer.geometryType === null
    const shapes = isMended ? rejectedShapes(survey, task.plan.kind, target) : null
    const references = createReferences(survey, task.surveyId, vault, shapes)
    const stage = await createStage(task, target, form, scratch, vault, references)
    let read = 0
    let deletedRecords = 0
    let unreadable = 0
    for await (const batch of readRecords(task.layer, { from: task.from, to: task.to, signal })) {
      signal.throwIfAborted()
      for (const record of batch) {
        if (record.deleted) deletedRecords++
        else stage.record(record)
        if (!record.deleted && record.unreadable !== null) unreadable++
      }
      read += batch.length
      progress(read)
    }
    scratch.close()
    isWhole = true
    return {
      read,
      staged: scratch.rows(),
      deletedRecords,
      unreadable,
      findings: stage.tally.findings(),
      boxes: stage.boxes.boxes(),
      peopleKeys: scratch.peopleKeys(),
    }
  } finally {
    if (!isWhole) scratch.discard()
    survey.close()
  }
}

interface Stage {
  readonly tally: Tally
  readonly boxes: BoxCollector
  record(record: SourceRecord): void
}

async function createStage(
  task: StageTask,
  target: Crs,
  form: RowForm,
  scratch: ScratchWriter,
  vault: PersonalVault | null,
  references: References,
): Promise<Stage> {
  const tally = createTally()
  const moves = task.swap || task.shift.kind !== 'none'
  const rules: GeometryRules = {
    wanted: layers[task.plan.kind].geometryType ?? 'MULTIPOLYGON',
    target,
    transform: moves ? createTransform(task) : null,
    isFarFromCounty: farFromCountyTest(task.county, target),
    geos: await loadGeos(),
    bytes: createSlab().bytes,
  }
  const context: RowContext = {
    plan: task.plan,
    target,
    villages: new Set(task.villages),
    villageFromCode: task.villageFromCode,
    constants: task.constants,
    vault,
    scratch,
  }
  const hasShape = layers[task.plan.kind].geometryType !== null
  const boxes = collectBoxes()
  return {
    tally,
    boxes,
    record(source) {
      const record = references.resolve(task.plan, source, (number) => scratch.mends(source.record, number))
      const values: StagedValues = stageValues(task.plan, form, record, vault)
      const geometry = hasShape && record.unreadable === null ? stageGeometry(record.geometry, rules) : null
      const rejected =
        record.unreadable !== null
          ? ['record.unreadable']
          : geometry !== null && 'rejected' in geometry
            ? geometry.rejected
            : finishRow(context, record, values, geometry as StagedGeometry | null)
      if (rejected.length > 0) reject(task, record, rejected, scratch, vault, tally)
      else insert(record, values, geometry as StagedGeometry | null, form, scratch, boxes)
    },
  }
}

function reject(
  task: StageTask,
  record: SourceRecord,
  codes: readonly string[],
  scratch: ScratchWriter,
  vault: PersonalVault | null,
  tally: Tally,
): void {
  const reason =
    record.unreadable !== null
      ? { reason: record.unreadable }
      : codes.includes('record.unreadable')
        ? { reason: task.plan.kind === 'village' ? 'village.no-code' : 'person.unnamed' }
        : {}
  for (const code of codes) tally.add(code, record.record, reason)
  scratch.rejected(
    record.record,
    codes,
    rejectedAttributes(task.plan, record, vault),
    record.geometry === null ? null : rejectedShape(record.geometry),
  )
}

function insert(
  record: SourceRecord,
  values: StagedValues,
  geometry: StagedGeometry | null,
  form: RowForm,
  scratch: ScratchWriter,
  boxes: BoxCollector,
): void {
  const bound: SqlValue[] = []
  for (const name of form.columns) bound.push(values.columns[name] ?? null)
  if (geometry !== null) {
    const [minX, minY, maxX, maxY] = geometry.extent
    bound.push(geometry.blob)
    boxes.add(minX, maxX, minY, maxY)
  }
  scratch.row(record.record, bound, values.right)
}
