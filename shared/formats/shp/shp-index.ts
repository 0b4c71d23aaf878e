import type { SourceIssue } from '../source.ts'

/** Why a record cannot be framed. Its place in the list is its mark in `ShpIndex.lengths`. */
const FRAME_FAULTS = ['shp.record-length', 'shp.truncated', 'shp.out-of-step'] as const
export type FramedFault = (typeof FRAME_FAULTS)[number]
export type FrameFault = FramedFault | 'shp.record-missing'

const FIRST_FAULT_MARK = 0xffff_fff0

/** Where each record's content is, 12 bytes a record. */
export interface ShpIndex {
  /** Records of the file: those framed, and those promised after them that are not there. */
  readonly count: number
  /** Content offset in bytes. Shorter than `count` where promised records are missing. */
  readonly offsets: Float64Array
  /** Content length in bytes; read it through `frameFault` first. */
  readonly lengths: Uint32Array
  /** Why the promised records beyond `lengths` are not there. */
  readonly missingBecause: FrameFault
  readonly issues: readonly SourceIssue[]
  /** From here on nothing could be framed: 1-based record, and byte offset in the file. */
  readonly unreadableFrom?: { readonly record: number; readonly byte: number }
}

/** Why record `index` (0-based) has no content, or null when it has. */
export function frameFault(shp: ShpIndex, index: number): FrameFault | null {
  const length = shp.lengths[index]
  if (length === undefined) return shp.missingBecause
  return length < FIRST_FAULT_MARK ? null : (FRAME_FAULTS[length - FIRST_FAULT_MARK] ?? 'shp.record-length')
}

/** Grows by half, so that a million records never cost twice their 12 MB. */
export class RecordTable {
  #offsets: Float64Array
  #lengths: Uint32Array
  count = 0

  constructor(expectedRecords: number) {
    const capacity = Math.max(64, expectedRecords)
    this.#offsets = new Float64Array(capacity)
    this.#lengths = new Uint32Array(capacity)
  }

  add(offset: number, length: number): void {
    if (this.count === this.#lengths.length) this.#resize(Math.ceil(this.count * 1.5))
    this.#offsets[this.count] = offset
    this.#lengths[this.count] = length
    this.count += 1
  }

  addFault(offset: number, fault: FramedFault): void {
    this.add(offset, FIRST_FAULT_MARK + FRAME_FAULTS.indexOf(fault))
  }

  markFault(index: number, fault: FramedFault): void {
    this.#lengths[index] = FIRST_FAULT_MARK + FRAME_FAULTS.indexOf(fault)
  }

  /** The content length in bytes, or null where the record has a fault. */
  lengthAt(index: number): number | null {
    const length = this.#lengths[index] ?? FIRST_FAULT_MARK
    return length < FIRST_FAULT_MARK ? length : null
  }

  offsetAt(index: number): number {
    return this.#offsets[index] ?? Number.NaN
  }

  /** Brings the records into the order of `order` (0-based physical positions). */
  reorder(order: Uint32Array): void {
    this.#offsets = Float64Array.from(order, (from) => this.#offsets[from] ?? Number.NaN)
    this.#lengths = Uint32Array.from(order, (from) => this.#lengths[from] ?? 0)
    this.count = order.length
  }

  finish(): { offsets: Float64Array; lengths: Uint32Array } {
    this.#resize(this.count)
    return { offsets: this.#offsets, lengths: this.#lengths }
  }

  #resize(capacity: number): void {
    if (capacity === this.#lengths.length) return
    const offsets = new Float64Array(capacity)
    offsets.set(this.#offsets.subarray(0, this.count))
    const lengths = new Uint32Array(capacity)
    lengths.set(this.#lengths.subarray(0, this.count))
    this.#offsets = offsets
    this.#lengths = lengths
  }
}
