import { connect, type ReadConnection } from '../../../db/open/database.ts'
import { storedResult } from '../../../db/queries/plan-results.ts'
import { findScenario } from '../../../db/queries/plans.ts'
import { readMetadata } from '../../../db/schema/metadata.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import type { CoverageFinding } from '../../../shared/contract/planning-answers.ts'
import { crsOf, epsgCodeIn } from '../../../shared/geo/crs/catalogue.ts'
import { signedRingArea } from '../../../shared/geo/plane-area.ts'
import { createReprojection, type TransformCoordinates } from '../../platform/reprojection.ts'
import { createChunkedFile } from '../export/chunked-file.ts'
import { writeWhole } from '../export/write-whole.ts'
import type { JobContext } from '../job.ts'
import { type ScenarioJob, unknownScenario } from './on-scenario.ts'

export interface WriteCoverageJob extends ScenarioJob {
  readonly to: string
  readonly force: boolean
}

/** CGCS2000 in degrees; it lies within centimetres of WGS 84, and no shift is applied. */
const CGCS2000_DEGREES = 4490

/**
 * Writes the gaps and overlaps of the latest coverage check as GeoJSON (RFC 7946), for the one who mends the patches elsewhere.
 * Refusals: plan.unknown-scenario, plan.no-coverage, target.*.
 */
export async function runWriteCoverage(
  { survey, scenario, to, force }: WriteCoverageJob,
  context: JobContext,
): Promise<Outcome<{ readonly path: string; readonly findings: number }>> {
  const db = connect(survey, 'read')
  try {
    if (findScenario(db, scenario) === undefined) return unknownScenario(scenario)
    const coverage = storedResult(db, 'coverage', scenario)
    if (coverage === null) return refuse({ code: 'plan.no-coverage' })
    const transform = toDegrees(db)
    const written = await writeWhole({ to, format: 'geojson-file', survey, force }, context, async (scratch) => {
      const file = await createChunkedFile(scratch)
      try {
        await file.writeText('{"type":"FeatureCollection","name":"coverage","features":[')
        for (const [i, finding] of coverage.findings.entries()) {
          context.signal.throwIfAborted()
          await file.writeText(`${i === 0 ? '' : ','}\n${featureText(finding, transform)}`)
        }
        await file.writeText('\n]}\n')
        await file.finish()
      } finally {
        await file.abandon()
      }
    })
    return written.ok ? done({ path: to, findings: coverage.findings.length }) : written
  } finally {
    db.close()
  }
}

function toDegrees(db: ReadConnection): TransformCoordinates {
  const plane = crsOf(epsgCodeIn(readMetadata(db, 'crs') ?? '') ?? 0)
  const degrees = crsOf(CGCS2000_DEGREES)
  const transform = plane === null || degrees === null ? null : createReprojection(plane, degrees)
  if (transform === null) throw new Error('no way from the coordinates of the survey to degrees')
  return transform
}

function featureText(
  { kind, layer, village, areaM2, perimeterM, patches, at, rings }: CoverageFinding,
  transform: TransformCoordinates,
): string {
  const properties = { kind, layer, village, areaM2, perimeterM: perimeterM ?? null, x: at[0], y: at[1], patches }
  const geometry =
    rings === undefined || rings === null
      ? { type: 'Point', coordinates: positions(transform(Float64Array.from(at)))[0] }
      : { type: 'Polygon', coordinates: rings.map((ring, i) => ringOf(ring, i === 0, transform)) }
  return JSON.stringify({ type: 'Feature', geometry, properties })
}

/** Shells run against the clock, holes with it. */
function ringOf(ring: readonly number[], isShell: boolean, transform: TransformCoordinates): number[][] {
  const plane = Float64Array.from(ring)
  const found = positions(transform(plane))
  return signedRingArea(plane) > 0 === isShell ? found : found.reverse()
}

const positions = (run: ArrayLike<number>): number[][] =>
  Array.from({ length: run.length / 2 }, (_, i) => [run[2 * i] ?? Number.NaN, run[2 * i + 1] ?? Number.NaN])
