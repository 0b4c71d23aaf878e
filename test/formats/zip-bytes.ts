import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntryPlan {
  /** Raw bytes of the name, so that any encoding and any lie can be written. */
  readonly name: string | Uint8Array
  readonly data: Uint8Array | string
  readonly deflate?: boolean
  readonly utf8Flag?: boolean
  readonly encrypted?: boolean
  readonly method?: number
  /** Size that the directory claims, instead of the true one. */
  readonly claimedSize?: number
  readonly claimedCrc?: number
  /** Unix mode; a link is 0o120777. */
  readonly mode?: number
  readonly extra?: Uint8Array
  /** Points at the local header of an earlier entry: entries that share their bytes. */
  readonly sameBytesAs?: number
}

const bytesOf = (value: string | Uint8Array): Buffer =>
  typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value)

/** A zip written by hand (APPNOTE 4.3), sound unless told otherwise; it knows nothing of the code that it tests. */
export function zipBytes(plans: readonly ZipEntryPlan[]): Buffer {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  const offsets: number[] = []
  let at = 0
  for (const plan of plans) {
    const data = bytesOf(plan.data)
    const name = bytesOf(plan.name)
    const method = plan.method ?? (plan.deflate === true ? 8 : 0)
    const packed = plan.deflate === true ? deflateRawSync(data) : data
    const extra = bytesOf(plan.extra ?? new Uint8Array(0))
    const flags = (plan.utf8Flag === true ? 0x800 : 0) | (plan.encrypted === true ? 1 : 0)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(flags, 2)
    shared.writeUInt16LE(method, 4)
    shared.writeUInt32LE(plan.claimedCrc ?? crc32(data), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(plan.claimedSize ?? data.length, 18)
    shared.writeUInt16LE(name.length, 22)
    shared.writeUInt16LE(extra.length, 24)
    const reused = plan.sameBytesAs === undefined ? undefined : offsets[plan.sameBytesAs]
    offsets.push(reused ?? at)
    if (reused === undefined) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, name, extra, packed])
      pieces.push(local)
      at += local.length
    }
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(((plan.mode ?? 0o100644) << 16) >>> 0, 6)
    tail.writeUInt32LE(offsets.at(-1) ?? 0, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), shared, tail, name, extra]))
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(plans.length, 8)
  end.writeUInt16LE(plans.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...pieces, central, end])
}

/** Info-ZIP's Unicode path field: the name in UTF-8, tied by CRC to the name it stands for. */
export function unicodePathField(name: Uint8Array, utf8: string): Buffer {
  const path = Buffer.from(utf8, 'utf8')
  const field = Buffer.alloc(9)
  field.writeUInt16LE(0x7075, 0)
  field.writeUInt16LE(5 + path.length, 2)
  field.writeUInt8(1, 4)
  field.writeUInt32LE(crc32(name), 5)
  return Buffer.concat([field, path])
}
