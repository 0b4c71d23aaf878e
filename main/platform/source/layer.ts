import type { DbfHeader } from '../../../shared/formats/dbf/header.ts'
import type { ShpIndex } from '../../../shared/formats/shp/shp-index.ts'
import type { SourceField, SourceIssue } from '../../../shared/formats/source.ts'
import type { PrjReading } from '../../../shared/geo/crs/prj.ts'

export type SourceKind = 'shapefile' | 'geopackage' | 'geojson' | 'table'
export type EncodingSource = 'option' | 'cpg' | 'ldid' | 'sniffed'

export interface DbfRef {
  readonly path: string
  readonly header: DbfHeader
  readonly encoding: string
}

/** All that a worker needs to open the layer again; plain, structured-cloneable data. */
export type SourceRef =
  | {
      readonly format: 'shapefile'
      readonly shp: string
      readonly shapeType: number
      readonly index: ShpIndex
      readonly dbf: DbfRef | null
    }
  | { readonly format: 'dbf'; readonly dbf: DbfRef }
  | {
      readonly format: 'geopackage'
      readonly path: string
      readonly privateCopy: boolean
      readonly table: GeoPackageTable
    }
  | { readonly format: 'geojson'; readonly path: string }
  | { readonly format: 'csv'; readonly path: string; readonly headerRow: number; readonly encoding: string | null }
  | { readonly format: 'xlsx'; readonly path: string; readonly sheetPath: string; readonly headerRow: number }

/** The shape of db/foreign's ForeignTable; this folder must not import from db. */
export interface GeoPackageTable {
  readonly table: string
  readonly geometryColumn: string | null
  readonly geometryType: string | null
  readonly hasZ: boolean
  readonly hasM: boolean
  readonly fields: readonly SourceField[]
  readonly hasRowid: boolean
  readonly records: number
  readonly srs: {
    readonly name: string
    readonly organization: string
    readonly organizationId: number
    readonly definition: string
  } | null
}

/** One importable layer of a file. */
export interface SourceLayer {
  /** Base name; with its folders (甲村/村界) where an archive holds the name twice; the table or sheet. */
  readonly name: string
  readonly kind: SourceKind
  /** As a surveyor would name the place: the file, or the entry inside the archive. */
  readonly file: string
  readonly ref: SourceRef
  /** Point, MultiPoint, LineString, Polygon, MultiPatch, or what a GeoPackage declares; null for a table. */
  readonly geometryType: string | null
  readonly hasZ: boolean
  readonly hasM: boolean
  readonly fields: readonly SourceField[]
  /** Physical records: shapes of a .shp, rows of a table. */
  readonly records: number
  readonly deletedRecords: number
  readonly encoding: string | null
  readonly encodingFrom: EncodingSource | null
  /** What to try where nothing decides the encoding; an import then asks. */
  readonly encodingProposals: readonly string[]
  /** What the .prj or the layer itself says of its coordinates; null where nothing does. Not a decision. */
  readonly declaredCrs: PrjReading | null
  readonly declaredFrom: 'prj' | 'layer'
  /** What is true of the layer as a whole; each record's issues come with the record. */
  readonly issues: readonly SourceIssue[]
}
