import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { createDbfWriter, type DbfFieldSpec, type DbfLoss } from '../../../shared/formats/dbf/writer.ts'
import { createShpWriter } from '../../../shared/formats/shp/write.ts'
import type { MultiPolygon } from '../../../shared/geo/geometry.ts'
import { createTextEncoder } from '../../platform/text-codec.ts'
import { createChunkedFile } from './chunked-file.ts'

/** LDID 0x4D and a .cpg: what CASS, ArcGIS and SuperMap expect of Chinese text. */
const GBK_LDID = 0x4d
/** GB18030 is GBK byte for byte until a rare character needs four of them; only then does the label have to say so. */
const FOUR_BYTES = { leadFrom: 0x81, secondFrom: 0x30, secondTo: 0x39 } as const

function hasFourBytes(bytes: Uint8Array): boolean {
  for (let i = 0; i + 1 < bytes.length; i++) {
    if ((bytes[i] ?? 0) < FOUR_BYTES.leadFrom) continue
    const second = bytes[++i] ?? 0
    if (second >= FOUR_BYTES.secondFrom && second <= FOUR_BYTES.secondTo) return true
  }
  return false
}
const SHP_HEADER = new Uint8Array(100)
/** Beyond this programs read a negative length. */
const MAX_DBF_BYTES = 2_147_483_646

export interface ShapefileContent {
  readonly folder: string
  readonly name: string
  /** What a refusal calls it. */
  readonly title: string
  /** null: a .dbf alone. */
  readonly prj: string | null
  readonly fields: readonly DbfFieldSpec[]
  readonly pages: Iterable<
    readonly { readonly geometry: MultiPolygon | null; readonly values: readonly (string | number | null)[] }[]
  >
  /** ISO date for the header, so that the same data gives the same bytes. */
  readonly updatedOn: string
  readonly onLoss: (loss: DbfLoss) => void
}

/** Writes one shapefile: .shp, .shx, .dbf, .prj, .cpg. Refusals: export.too-large, and those of createDbfWriter. */
export async function writeShapefile(content: ShapefileContent): Promise<Outcome<{ readonly records: number }>> {
  const path = (extension: string): string => join(content.folder, `${content.name}${extension}`)
  const encoder = createTextEncoder('GB18030')
  if (encoder === null) throw new Error('no GB18030 encoder')
  let label = 'GBK'
  const encode = (text: string): Uint8Array => {
    const bytes = encoder(text)
    if (label === 'GBK' && hasFourBytes(bytes)) label = 'GB18030'
    return bytes
  }
  const [year = 0, month = 0, day = 0] = content.updatedOn.slice(0, 10).split('-').map(Number)
  const made = createDbfWriter(content.fields, encode, { ldid: GBK_LDID, updated: { year, month, day } })
  if (!made.ok) return made
  const dbf = made.value
  const tooLarge = refuse({ code: 'export.too-large', params: { layer: content.title } })
  const table = await createChunkedFile(path('.dbf'))
  const shapes = content.prj === null ? null : await createChunkedFile(path('.shp'))
  try {
    const shp = createShpWriter('polygon')
    let records = 0
    await table.write(dbf.header(0))
    await shapes?.write(SHP_HEADER)
    for (const page of content.pages) {
      for (const { geometry, values } of page) {
        const { bytes, losses } = dbf.row(values)
        losses.forEach(content.onLoss)
        await table.write(bytes)
        records++
        if (records * dbf.recordLength > MAX_DBF_BYTES) return tooLarge
        if (shapes === null) continue
        const shape = shp.write(geometry)
        if (!(shape instanceof Uint8Array)) return tooLarge
        await shapes.write(shape)
      }
    }
    await table.write(dbf.end)
    await table.patchHead(dbf.header(records))
    await table.finish()
    if (shapes !== null) {
      const { header, shx } = shp.finish()
      await shapes.patchHead(header)
      await shapes.finish()
      await writeFile(path('.shx'), shx, { flush: true })
      await writeFile(path('.prj'), content.prj ?? '', { flush: true })
    }
    await writeFile(path('.cpg'), `${label}\n`, { flush: true })
    return done({ records })
  } finally {
    await table.abandon()
    await shapes?.abandon()
  }
}
