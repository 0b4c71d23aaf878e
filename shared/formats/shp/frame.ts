import type { SourceIssue } from '../source.ts'
import { SHP_HEADER_BYTES, type ShpHeader } from './header.ts'
import type { ShapeKind } from './shape-type.ts'
import { type FramedFault, RecordTable, type ShpIndex } from './shp-index.ts'
import { type ShxIndex, shxLength, shxOffset } from './shx.ts'
import { contradictedLengths, physicalOrder } from './shx-order.ts'

const RECORD_HEADER_BYTES = 8
/** A null shape: the record header and a type of 4 bytes. */
const SMALLEST_RECORD_BYTES = 12
const MAX_CONTENT_BYTES = 0xffff_ffef
/** The smallest record that holds a shape, its header included: a ring has four vertices, a line two. */
const SMALLEST_SHAPE_BYTES: Readonly<Record<ShapeKind, number>> = {
  null: SMALLEST_RECORD_BYTES,
  point: 28,
  multiPoint: 64,
  polyLine: 88,
  polygon: 120,
  multiPatch: 124,
}

/** What the siblings say about the .shp. */
export interface ShpSiblings {
  readonly shx?: ShxIndex
  /** Rows of the .dbf that are really there. */
  readonly promised?: number
}

export interface ShpFramer {
  /** Takes the file's bytes in order, in chunks of any size; `chunkOffset` is the chunk's place in the file. */
  push(chunk: Uint8Array, chunkOffset: number): void
  finish(): ShpIndex
}

/**
 * Finds the records of a .shp by their 8-byte headers alone, in physical order. A record that cannot be right is marked and the
 * .shx, where it agrees, says where to go on. Issues: shp.header-length, shp.trailing-bytes, shp.truncated, shp.unreadable-from,
 * shp.record-numbers, shx.ignored, shx.order.
 */
export function createShpFramer(header: ShpHeader, fileByteLength: number, siblings: ShpSiblings = {}): ShpFramer {
  return new Framer(header, fileByteLength, siblings)
}

/** Eight bytes that may be a record's header. */
interface Candidate {
  readonly index: number
  readonly at: number
  readonly plausible: boolean
  /** It carries the number that comes next. */
  readonly inStep: boolean
  readonly isZero: boolean
}

class Framer implements ShpFramer {
  readonly #kind: ShapeKind
  readonly #declared: number
  readonly #size: number
  readonly #shx: ShxIndex | undefined
  readonly #promised: number | undefined
  readonly #table: RecordTable
  readonly #partial = new DataView(new ArrayBuffer(RECORD_HEADER_BYTES))
  #next = SHP_HEADER_BYTES
  #stopped = false
  /** The .shx has agreed with every record so far, so that it may be asked when one is broken. */
  #shxAgrees: boolean
  /** At `#next` stands what the .shx promised, and must be verified. */
  #resuming = false
  #firstNumber = 1
  #oddNumbers = 0
  #brokenAt: { record: number; byte: number } | undefined
  #trailingFrom: number | undefined

  constructor(header: ShpHeader, size: number, { shx, promised }: ShpSiblings) {
    this.#kind = header.kind
    this.#declared = header.declaredByteLength
    this.#size = size
    this.#shx = shx
    this.#promised = promised
    // An index that misses even the first record is not asked: its garbage could lose sound records.
    this.#shxAgrees = shx !== undefined && shx.count > 0 && shxOffset(shx, 0) === SHP_HEADER_BYTES
    const fitting = Math.floor(Math.max(0, size - SHP_HEADER_BYTES) / SMALLEST_RECORD_BYTES)
    this.#table = new RecordTable(Math.min(fitting, shx?.count ?? promised ?? 0))
  }

  push(chunk: Uint8Array, chunkOffset: number): void {
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    const end = chunkOffset + chunk.byteLength
    while (!this.#stopped && this.#next < end) {
      const at = this.#next - chunkOffset
      if (at >= 0 && at + RECORD_HEADER_BYTES <= chunk.byteLength) {
        this.#frame(view.getInt32(at), view.getUint32(at + 4))
        continue
      }
      for (let i = Math.max(0, at); i < Math.min(at + RECORD_HEADER_BYTES, chunk.byteLength); i++) {
        this.#partial.setUint8(i - at, view.getUint8(i))
      }
      if (at + RECORD_HEADER_BYTES > chunk.byteLength) return
      this.#frame(this.#partial.getInt32(0), this.#partial.getUint32(4))
    }
  }

  #frame(number: number, words: number): void {
    const at = this.#next
    const index = this.#table.count
    if (index === 0 && number === 0 && words > 0) this.#firstNumber = 0
    const inStep = number === index + this.#firstNumber
    const length = words * 2
    const end = at + RECORD_HEADER_BYTES + length
    const fits = end <= this.#size && length <= MAX_CONTENT_BYTES
    const plausible = fits && (inStep || length >= 4)
    const slotEnd = this.#shxSlotEnd(index, at)
    if (this.#resuming) this.#verify(inStep && fits && length === this.#promisedLength(index), length)
    else if (slotEnd !== null && slotEnd !== end) this.#stepOver(slotEnd)
    else if (!inStep && this.#shxPointsBeyond(index, at)) this.#resume()
    else if (this.#isTrailing({ index, at, plausible, inStep, isZero: number === 0 && words === 0 })) this.#endAt(at)
    else if (!plausible) this.#break(end)
    else {
      if (this.#shx !== undefined && index < this.#shx.count && shxOffset(this.#shx, index) !== at)
        this.#shxAgrees = false
      if (!inStep) this.#oddNumbers += 1
      this.#accept(length)
    }
  }

  /** Whether these bytes are no record but what a writer left behind the last one. */
  #isTrailing({ index, at, plausible, inStep, isZero }: Candidate): boolean {
    const isTooLittle = !inStep && this.#size - at < SMALLEST_SHAPE_BYTES[this.#kind]
    const isPadding = !plausible && (isTooLittle || isZero)
    const isBeyond = this.#isPastDeclaredEnd(at) && !(plausible && inStep)
    const isUncounted = (!plausible || this.#isPastDeclaredEnd(at)) && this.#nothingPromised(index)
    return isPadding || isBeyond || isUncounted
  }

  #accept(length: number): void {
    const contentAt = this.#next + RECORD_HEADER_BYTES
    this.#table.add(contentAt, length)
    this.#next = contentAt + length
  }

  /** What follows the last record is not a record, and not a loss. */
  #endAt(byte: number): void {
    this.#trailingFrom = byte
    this.#stopped = true
  }

  /** The .shx knows this record's length better than its own header: the record is lost, the next one is not. */
  #stepOver(slotEnd: number): void {
    this.#table.addFault(this.#next + RECORD_HEADER_BYTES, 'shp.record-length')
    this.#next = slotEnd
    this.#resuming = this.#shx !== undefined && this.#table.count < this.#shx.count
  }

  #break(end: number): void {
    const cut = this.#declared > this.#size && end <= this.#declared
    this.#table.addFault(this.#next + RECORD_HEADER_BYTES, cut ? 'shp.truncated' : 'shp.record-length')
    this.#brokenAt = { record: this.#table.count, byte: this.#next }
    this.#resume()
  }

  #verify(sound: boolean, length: number): void {
    if (sound) {
      this.#resuming = false
      this.#brokenAt = undefined
      this.#accept(length)
      return
    }
    this.#lose('shp.out-of-step')
    this.#resume()
  }

  /** Goes to the next record that the .shx puts further on; what lies between is lost, and stops where there is none. */
  #resume(): void {
    this.#brokenAt ??= { record: this.#table.count + 1, byte: this.#next }
    const shx = this.#shxAgrees ? this.#shx : undefined
    for (let index = this.#table.count; shx !== undefined && index < shx.count; index++) {
      const offset = shxOffset(shx, index)
      const isThere = offset + RECORD_HEADER_BYTES + shxLength(shx, index) <= this.#size
      if (isThere && offset > this.#next) {
        this.#next = offset
        this.#resuming = true
        return
      }
      this.#lose(isThere ? 'shp.out-of-step' : 'shp.truncated')
    }
    this.#stopped = true
  }

  #lose(fault: FramedFault): void {
    this.#table.addFault(Number.NaN, fault)
  }

  #promisedLength(index: number): number | null {
    return this.#shx !== undefined && index < this.#shx.count ? shxLength(this.#shx, index) : null
  }

  /** The end of the record as the .shx has it, where its neighbour bears that out. */
  #shxSlotEnd(index: number, at: number): number | null {
    const shx = this.#shx
    if (shx === undefined || !this.#shxAgrees || index >= shx.count || shxOffset(shx, index) !== at) return null
    const end = at + RECORD_HEADER_BYTES + shxLength(shx, index)
    const borneOut = index + 1 < shx.count ? shxOffset(shx, index + 1) === end : end === this.#size
    return borneOut && end <= this.#size ? end : null
  }

  #shxPointsBeyond(index: number, at: number): boolean {
    return this.#shxAgrees && this.#shx !== undefined && index < this.#shx.count && shxOffset(this.#shx, index) > at
  }

  #isPastDeclaredEnd(at: number): boolean {
    return this.#declared >= SHP_HEADER_BYTES && this.#declared < this.#size && at >= this.#declared
  }

  /** Someone counts the records, and all that were counted have been found. */
  #nothingPromised(index: number): boolean {
    const promised = Math.max(this.#promised ?? -1, this.#shxAgrees ? (this.#shx?.count ?? -1) : -1)
    return promised >= 0 && index >= promised
  }

  finish(): ShpIndex {
    const left = this.#size - this.#next
    if (!this.#stopped && left > 0) {
      if (this.#declared > this.#size || this.#resuming)
        this.#brokenAt ??= { record: this.#table.count + 1, byte: this.#next }
      else this.#trailingFrom ??= this.#next
    }
    const framed = this.#table.count
    const count = Math.max(framed, this.#promised ?? 0, this.#shxAgrees ? (this.#shx?.count ?? 0) : 0)
    const cut = this.#declared > this.#size && left <= 0
    if (cut) this.#brokenAt ??= { record: framed + 1, byte: this.#size }
    const issues = [...this.#lengthIssues(), ...this.#orderIssues()]
    const brokenAt = this.#brokenAt
    return {
      ...this.#table.finish(),
      count,
      missingBecause: this.#missingBecause(),
      issues,
      ...(brokenAt !== undefined ? { unreadableFrom: brokenAt } : {}),
    }
  }

  #missingBecause(): ShpIndex['missingBecause'] {
    if (this.#declared > this.#size) return 'shp.truncated'
    return this.#brokenAt === undefined ? 'shp.record-missing' : 'shp.out-of-step'
  }

  #lengthIssues(): SourceIssue[] {
    const issues: SourceIssue[] = []
    const lengths = { declaredByteLength: this.#declared, byteLength: this.#size }
    if (this.#declared > this.#size) issues.push({ code: 'shp.truncated', severity: 'warning', detail: lengths })
    const endsElsewhere = this.#next > this.#declared && this.#declared < this.#size
    if (endsElsewhere) issues.push({ code: 'shp.header-length', severity: 'warning', detail: lengths })
    if (this.#trailingFrom !== undefined) {
      const detail = { byte: this.#trailingFrom, bytes: this.#size - this.#trailingFrom }
      issues.push({ code: 'shp.trailing-bytes', severity: 'warning', detail })
    }
    if (this.#brokenAt !== undefined) {
      const { record, byte } = this.#brokenAt
      issues.push({ code: 'shp.unreadable-from', severity: 'warning', record, detail: { byte } })
    }
    return issues
  }

  #orderIssues(): SourceIssue[] {
    const issues: SourceIssue[] = []
    if (this.#shx !== undefined) {
      const { lost, ignored } = contradictedLengths(this.#shx, this.#table)
      for (const index of lost) this.#table.markFault(index, 'shp.record-length')
      const { code, records, order } = physicalOrder(this.#shx, this.#table, this.#promised)
      if (order !== undefined) this.#table.reorder(order)
      if (code !== null) issues.push({ code, severity: 'warning', detail: { records } })
      else if (ignored > 0) issues.push({ code: 'shx.ignored', severity: 'warning', detail: { records: ignored } })
    }
    if (this.#oddNumbers > 0 || this.#firstNumber === 0) {
      const records = this.#firstNumber === 0 ? this.#table.count : this.#oddNumbers
      issues.push({ code: 'shp.record-numbers', severity: 'warning', detail: { records } })
    }
    return issues
  }
}
