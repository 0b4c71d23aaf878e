import { BufferedFile } from './survey-generator-file.ts'

const POINT = 1
const POLYGON = 5
const HEADER_BYTES = 100
const POLYGON_BYTES = 44
const POINT_BYTES = 20

/** Polygons, or points, to .shp and .shx, straight from the ESRI white paper; it shares nothing with the product's own writer. */
export class PolygonWriter {
  readonly #shp: BufferedFile
  readonly #shx: BufferedFile
  readonly #extent = [Infinity, Infinity, -Infinity, -Infinity]
  readonly #index = Buffer.alloc(8)
  #record = Buffer.alloc(4096)
  #count = 0
  #shapeType = POLYGON

  /** `path` without the extension. */
  constructor(path: string) {
    this.#shp = new BufferedFile(`${path}.shp`)
    this.#shx = new BufferedFile(`${path}.shx`)
    this.#shp.write(Buffer.alloc(HEADER_BYTES))
    this.#shx.write(Buffer.alloc(HEADER_BYTES))
  }

  /** A file has points or polygons, not both. */
  writePoint(x: number, y: number): void {
    this.#shapeType = POINT
    this.#record.writeInt32LE(POINT, 8)
    this.#record.writeDoubleLE(y, this.#record.writeDoubleLE(x, 12))
    grow(this.#extent, x, y)
    this.#add(POINT_BYTES)
  }

  /** Rings as x0, y0, x1, y1 …, written as they are, closed or not; null writes a null shape. */
  write(rings: readonly (readonly number[])[] | null): void {
    const contentBytes = rings === null ? 4 : this.#polygon(rings)
    if (rings === null) this.#record.writeInt32LE(0, 8)
    this.#add(contentBytes)
  }

  #add(contentBytes: number): void {
    this.#index.writeInt32BE(this.#shp.length / 2, 0)
    this.#index.writeInt32BE(contentBytes / 2, 4)
    this.#shx.write(this.#index)
    this.#count += 1
    this.#record.writeInt32BE(this.#count, 0)
    this.#record.writeInt32BE(contentBytes / 2, 4)
    this.#shp.write(this.#record, 8 + contentBytes)
  }

  close(): void {
    this.#shp.close(this.#header(this.#shp.length))
    this.#shx.close(this.#header(this.#shx.length))
  }

  #polygon(rings: readonly (readonly number[])[]): number {
    const pointCount = rings.reduce((sum, ring) => sum + ring.length / 2, 0)
    const bytes = POLYGON_BYTES + 4 * rings.length + 16 * pointCount
    if (this.#record.length < bytes + 8) this.#record = Buffer.alloc(2 * bytes)
    const out = this.#record
    out.writeInt32LE(POLYGON, 8)
    out.writeInt32LE(rings.length, 44)
    out.writeInt32LE(pointCount, 48)
    const box = [Infinity, Infinity, -Infinity, -Infinity]
    let part = 52
    let first = 0
    let at = 52 + 4 * rings.length
    for (const ring of rings) {
      part = out.writeInt32LE(first, part)
      first += ring.length / 2
      for (let i = 0; i < ring.length; i += 2) {
        const x = ring[i]!
        const y = ring[i + 1]!
        at = out.writeDoubleLE(y, out.writeDoubleLE(x, at))
        grow(box, x, y)
      }
    }
    box.forEach((value, i) => {
      out.writeDoubleLE(value, 12 + 8 * i)
    })
    grow(this.#extent, box[0]!, box[1]!)
    grow(this.#extent, box[2]!, box[3]!)
    return bytes
  }

  #header(fileBytes: number): Buffer {
    const header = Buffer.alloc(HEADER_BYTES)
    header.writeInt32BE(9994, 0)
    header.writeInt32BE(fileBytes / 2, 24)
    header.writeInt32LE(1000, 28)
    header.writeInt32LE(this.#shapeType, 32)
    if (Number.isFinite(this.#extent[0]!)) {
      this.#extent.forEach((value, i) => {
        header.writeDoubleLE(value, 36 + 8 * i)
      })
    }
    return header
  }
}

/** NaN compares false, so a coordinate that is no number leaves the extent alone. */
function grow(box: number[], x: number, y: number): void {
  if (x < box[0]!) box[0] = x
  if (y < box[1]!) box[1] = y
  if (x > box[2]!) box[2] = x
  if (y > box[3]!) box[3] = y
}
