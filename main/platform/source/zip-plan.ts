import { shapefileFiles, splitFileName } from './siblings.ts'

/** One thing in an archive that can be opened as a source, by the paths of its entries. */
export type PlannedSource =
  | {
      readonly kind: 'shapefile'
      readonly name: string
      readonly entries: Readonly<Record<ShapefilePart, string | null>>
    }
  | {
      readonly kind: 'dbf' | 'geopackage' | 'geojson' | 'csv' | 'xlsx'
      readonly name: string
      readonly entry: string
      readonly cpg: string | null
    }

type ShapefilePart = 'shp' | 'shx' | 'dbf' | 'prj' | 'cpg'

export interface ZipPlan {
  readonly sources: readonly PlannedSource[]
  readonly nestedArchives: readonly string[]
  /** Shapefile parts whose .shp is not there. */
  readonly orphans: readonly string[]
}

const ARCHIVES = new Set(['zip', 'rar', '7z', 'tar', 'gz', 'tgz'])
const SPATIAL = new Map([
  ['gpkg', 'geopackage'],
  ['geojson', 'geojson'],
] as const)
const TABLES = new Map([
  ['csv', 'csv'],
  ['xlsx', 'xlsx'],
] as const)

interface Located {
  readonly path: string
  readonly folder: string
  readonly fileName: string
  readonly base: string
  readonly extension: string
}

function locate(path: string): Located {
  const slash = path.lastIndexOf('/')
  const fileName = path.slice(slash + 1)
  return { path, folder: path.slice(0, slash + 1), fileName, ...splitFileName(fileName) }
}

/** A short name where it is the only one, otherwise the whole path without extension: 甲村/村界, 乙村/村界. */
function nameSources(located: readonly Located[]): Map<string, string> {
  const counts = new Map<string, number>()
  const key = (item: Located): string => item.base.toLowerCase()
  for (const item of located) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return new Map(
    located.map((item) => [item.path, (counts.get(key(item)) ?? 0) > 1 ? `${item.folder}${item.base}` : item.base]),
  )
}

/**
 * What an archive's entries hold. Tables (.csv, .xlsx, a .dbf without .shp) count only where there is no map layer: beside
 * one they are its lists and notes, and would make the archive ambiguous.
 */
export function planZip(paths: readonly string[]): ZipPlan {
  const files = paths.map(locate)
  const byFolder = Map.groupBy(files, (file) => file.folder)
  const partsOf = (file: Located): Record<ShapefilePart, string | null> =>
    shapefileFiles(
      (byFolder.get(file.folder) ?? []).map((one) => one.fileName),
      file.base,
      (name) => file.folder + name,
    )

  const shapes = files.filter((file) => file.extension === 'shp')
  const spatial = files.filter((file) => SPATIAL.has(file.extension as 'gpkg'))
  const used = new Set(shapes.map((file) => partsOf(file).dbf))
  const lone = files.filter((file) => file.extension === 'dbf' && !used.has(file.path))
  const noLayer = shapes.length === 0 && spatial.length === 0
  const tables = noLayer ? [...lone, ...files.filter((file) => TABLES.has(file.extension as 'csv'))] : []

  const names = nameSources([...shapes, ...spatial, ...tables])
  const name = (file: Located): string => names.get(file.path) ?? file.base
  const sources: PlannedSource[] = files.flatMap((file): PlannedSource[] => {
    if (shapes.includes(file)) return [{ kind: 'shapefile', name: name(file), entries: partsOf(file) }]
    const kind = SPATIAL.get(file.extension as 'gpkg')
    if (kind !== undefined) return [{ kind, name: name(file), entry: file.path, cpg: null }]
    if (!tables.includes(file)) return []
    const table = TABLES.get(file.extension as 'csv')
    return [
      { kind: table ?? 'dbf', name: name(file), entry: file.path, cpg: table === undefined ? partsOf(file).cpg : null },
    ]
  })
  return {
    sources,
    nestedArchives: files.filter((file) => ARCHIVES.has(file.extension)).map((file) => file.path),
    orphans: files.filter((file) => file.extension === 'shx' && partsOf(file).shp === null).map((file) => file.path),
  }
}
