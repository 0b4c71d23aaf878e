import { eventIterator, oc, type } from '@orpc/contract'
import * as z from 'zod/mini'
import { layerKinds } from '../model/layers.ts'
import type {
  BatchAnswer,
  BatchDetail,
  CheckAnswer,
  CreatedSurvey,
  ExportedFile,
  ImportedLayer,
  RejectedAnswer,
  RollbackAnswer,
  SurveyInfo,
  VerifiedPackage,
} from './answers.ts'
import { application } from './application.ts'
import { backgrounds } from './backgrounds.ts'
import { backups } from './backups.ts'
import { files } from './files.ts'
import type { FindingPage, StoredFindings } from './findings.ts'
import { history } from './history.ts'
import { lists } from './lists.ts'
import { map } from './map.ts'
import { objects } from './objects.ts'
import type { MadeFile, OpenedAnswer, SurveyLook, UpgradedFile, VillagesLook } from './opening.ts'
import type { SurveyOverview } from './overview.ts'
import { answer, file, job, survey } from './parts.ts'
import { planning } from './planning.ts'
import { planningLegend } from './planning-legend.ts'
import { planningMap } from './planning-map.ts'
import { source, sourceOptions } from './source.ts'
import { standards } from './standards.ts'
import type { SurveyState } from './survey-state.ts'

/** Every procedure once, for the window, the browser and the command line alike. */
export const contract = {
  survey: {
    create: oc
      .input(
        z.object({
          file,
          county: z.string(),
          crs: z.nullable(z.string()),
          villages: z.nullable(file),
          force: z.boolean(),
        }),
      )
      .output(answer<CreatedSurvey>()),
    /** What a csv of villages holds, held against the county. Refusals: as for create, with the line. */
    villages: oc.input(z.object({ file, county: z.string() })).output(answer<VillagesLook>()),
    /** What a window says before it opens a file: where it stands, whether it asks for a passphrase. */
    look: oc.input(z.object({ file })).output(answer<SurveyLook>()),
    /** Brings an earlier survey up to date before it is opened, with a copy beside it; cancelled, it is as it was. Refusals: as for open. */
    upgrade: oc.input(z.object({ file })).output(job<UpgradedFile>()),
    open: oc
      .input(z.object({ file, mode: z.enum(['read', 'write']), passphrase: z.optional(z.nullable(z.string())) }))
      .output(answer<OpenedAnswer>()),
    /** Makes the sample survey that ships with CunDi; `folder` null: in the door's own folder. */
    sample: oc.input(z.object({ folder: z.nullable(file) })).output(job<MadeFile>()),
    info: oc.input(z.object({ survey })).output(answer<SurveyInfo>()),
    close: oc.input(z.object({ survey })).output(answer<null>()),
    overview: oc.input(z.object({ survey })).output(answer<SurveyOverview>()),
    /** Goes on while the survey is open. */
    changes: oc.input(z.object({ survey })).output(eventIterator(type<SurveyState>())),
  },
  application,
  backgrounds,
  backups,
  files,
  map,
  objects,
  source,
  lists,
  imports: {
    run: oc
      .input(
        z.object({
          survey,
          file,
          layers: z
            .array(
              z.object({
                kind: z.enum(layerKinds),
                name: z.nullable(z.string()),
                /** What holds for this layer instead of what holds for the file. */
                own: z.optional(
                  z.object({
                    encoding: z.nullable(z.string()),
                    sourceCrs: z.nullable(z.string()),
                    swapAxes: z.boolean(),
                    map: z.record(z.string(), z.string()),
                  }),
                ),
              }),
            )
            .check(z.minLength(1)),
          ...sourceOptions,
          sourceCrs: z.nullable(z.string()),
          swapAxes: z.boolean(),
          datumParameters: z.nullable(file),
          map: z.record(z.string(), z.string()),
          onDuplicate: z.enum(['reject', 'skip', 'update']),
          villageFromCode: z.boolean(),
          dryRun: z.boolean(),
        }),
      )
      .output(job<{ readonly layers: readonly ImportedLayer[] }>()),
    batches: oc.input(z.object({ survey })).output(answer<readonly BatchAnswer[]>()),
    /** Refusal: batch.unknown. */
    batch: oc.input(z.object({ survey, batch: z.int() })).output(answer<BatchDetail>()),
    /** What a rollback would answer. Refusal: batch.unknown. */
    rollbackSize: oc.input(z.object({ survey, batch: z.int() })).output(answer<RollbackAnswer>()),
    rollback: oc.input(z.object({ survey, batch: z.int() })).output(job<RollbackAnswer>()),
    writeRejected: oc
      .input(z.object({ survey, batch: z.int(), to: file, force: z.boolean() }))
      .output(job<RejectedAnswer>()),
  },
  standards,
  planning,
  planningLegend,
  planningMap,
  quality: {
    check: oc.input(z.object({ survey, list: z.boolean() })).output(job<CheckAnswer>()),
    /** What the latest check found, without running one. */
    stored: oc.input(z.object({ survey })).output(answer<StoredFindings>()),
    /** Stored findings `from` to `to` (without it), of one rule or of all; `waived` null: both; `severity`: of this one alone. */
    findings: oc
      .input(
        z.object({
          survey,
          rule: z.nullable(z.string()),
          waived: z.nullable(z.boolean()),
          severity: z.optional(z.nullable(z.enum(['error', 'warning', 'info']))),
          from: z.int(),
          to: z.int(),
        }),
      )
      .output(answer<FindingPage>()),
    waive: oc
      .input(z.object({ survey, finding: z.string(), why: z.string().check(z.minLength(1)) }))
      .output(answer<{ readonly finding: string }>()),
    /** Takes a waiver back. Refusals: finding.not-waived, value.personal. */
    unwaive: oc
      .input(z.object({ survey, finding: z.string(), why: z.string().check(z.minLength(1)) }))
      .output(answer<{ readonly finding: string }>()),
  },
  handover: {
    export: oc
      .input(
        z.object({
          survey,
          to: file,
          format: z.enum(['package', 'geopackage', 'shapefile', 'geojson', 'xlsx']),
          purpose: z.nullable(z.string().check(z.minLength(1))),
          allowBlocking: z.boolean(),
          force: z.boolean(),
        }),
      )
      .output(job<ExportedFile>()),
    verify: oc.input(z.object({ file })).output(job<VerifiedPackage>()),
  },
  parcels: {
    edit: oc
      .input(
        z.object({
          survey,
          parcel: z.string(),
          values: z.record(z.string(), z.nullable(z.string())),
          why: z.nullable(z.string()),
        }),
      )
      .output(answer<{ readonly parcel: string; readonly changed: readonly string[] }>()),
  },
  history,
}
