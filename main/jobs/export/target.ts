import { access, constants, lstat, readdir, realpath } from 'node:fs/promises'
import { basename, dirname, extname, resolve } from 'node:path'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { layerKinds } from '../../../shared/model/layers.ts'
import { errorCode, pathExists } from '../../platform/files.ts'
import type { ExportFormat } from './request.ts'

export type TargetFormat = ExportFormat | 'csv' | 'json' | 'pdf' | 'geojson-file'

const EXTENSION: Readonly<Record<TargetFormat, string | null>> = {
  package: '.zip',
  geopackage: '.gpkg',
  xlsx: '.xlsx',
  csv: '.csv',
  json: '.json',
  pdf: '.pdf',
  'geojson-file': '.geojson',
  shapefile: null,
  geojson: null,
}

const isFolderFormat = (format: TargetFormat): boolean => EXTENSION[format] === null

/** What an export of a folder format may have written; nothing else is ever replaced. */
const OWN_FILES: ReadonlySet<string> = new Set(
  [...layerKinds, 'boundary_point'].flatMap((kind) =>
    ['.shp', '.shx', '.dbf', '.prj', '.cpg', '.geojson'].map((extension) => `${kind}${extension}`),
  ),
)

/**
 * Whether an export may write here. Refusals: target.extension, target.is-survey, target.folder-missing, target.not-writable,
 * target.exists, target.foreign-files.
 */
export async function examineTarget(
  to: string,
  format: TargetFormat,
  survey: string,
  force: boolean,
): Promise<Outcome<null>> {
  const file = basename(to)
  const extension = EXTENSION[format]
  if (extension !== null && extname(to).toLowerCase() !== extension)
    return refuse({ code: 'target.extension', file: to, params: { file, format, extension } })
  if (await isSurveyFile(to, survey)) return refuse({ code: 'target.is-survey', file: to, params: { file } })
  const folder = dirname(resolve(to))
  if (!(await pathExists(folder))) return refuse({ code: 'target.folder-missing', file: to, params: { file: folder } })
  const writable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!writable) return refuse({ code: 'target.not-writable', file: to, params: { file } })
  if (!(await pathExists(to))) return done(null)
  if (!force) return refuse({ code: 'target.exists', file: to, params: { file } })
  return (await isReplaceable(to, format))
    ? done(null)
    : refuse({ code: 'target.foreign-files', file: to, params: { file } })
}

/** The survey and what lies beside it under its name: key, lock, write-ahead log. */
async function isSurveyFile(to: string, survey: string): Promise<boolean> {
  const real = async (path: string): Promise<string> => realpath(path).catch(() => resolve(path))
  const own = ['', '.key', '.lock', '-wal', '-shm']
  const targets = [resolve(to), await real(to)]
  const surveys = [resolve(survey), await real(survey)]
  return surveys.some((path) => own.some((suffix) => targets.includes(`${path}${suffix}`)))
}

async function isReplaceable(to: string, format: TargetFormat): Promise<boolean> {
  const state = await lstat(to)
  if (!isFolderFormat(format)) return state.isFile()
  return state.isDirectory() && (await readdir(to)).every((name) => OWN_FILES.has(name))
}

/** An expected failure of writing, or null where the error is none of these. */
export function writeRefusal(error: unknown, to: string) {
  const params = { file: basename(to) }
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return refuse({ code: 'target.no-space', file: to, params })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EBUSY':
      return refuse({ code: 'target.not-writable', file: to, params })
    default:
      return null
  }
}
