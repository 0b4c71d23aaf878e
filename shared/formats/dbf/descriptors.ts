export interface DbfField {
  /** The bytes of the name, up to its NUL, in the file's own encoding (see `dbfFields`). */
  readonly rawName: Uint8Array
  /** The type letter of the descriptor: C, N, F, D, L, M … */
  readonly type: string
  /** Bytes from the start of the row; the deletion flag is at 0. */
  readonly start: number
  readonly width: number
  readonly decimals: number
}

const DESCRIPTOR_BYTES = 32
const NAME_BYTES = 11
const TYPE_OFFSET = 11
const WIDTH_OFFSET = 16
const DECIMALS_OFFSET = 17
const TERMINATOR = 0x0d
const FLAG_BYTES = 1

const isNumeric = (type: string): boolean => type === 'N' || type === 'F'
const isPrintable = (byte: number): boolean => byte > 0x20 && byte < 0x7f
/** A UTF-16 name has a NUL after each Latin letter, so all its bytes are kept. */
const isUtf16Name = (name: Uint8Array): boolean => name[0] === 0xff && name[1] === 0xfe

function rawNameOf(descriptor: Uint8Array): Uint8Array {
  const name = descriptor.slice(0, NAME_BYTES)
  const nul = isUtf16Name(name) ? -1 : name.indexOf(0)
  return nul < 0 ? name : name.subarray(0, nul)
}

/** Clipper and FoxPro keep the high byte of a long text's width where numbers have their decimals. */
function layOut(raw: readonly Uint8Array[], longText: boolean): { fields: DbfField[]; computedLength: number } {
  let start = FLAG_BYTES
  const fields = raw.map((descriptor): DbfField => {
    const type = String.fromCharCode(descriptor[TYPE_OFFSET] ?? 0)
    const decimals = descriptor[DECIMALS_OFFSET] ?? 0
    const width = (descriptor[WIDTH_OFFSET] ?? 0) + (longText && !isNumeric(type) ? decimals * 256 : 0)
    const field = { rawName: rawNameOf(descriptor), type, start, width, decimals: isNumeric(type) ? decimals : 0 }
    start += width
    return field
  })
  return { fields, computedLength: start }
}

/** Fields from the bytes between the fixed header and the data. null: these are not field descriptors. */
export function readDescriptors(
  bytes: Uint8Array,
  declaredLength: number,
): { fields: DbfField[]; computedLength: number } | null {
  const raw: Uint8Array[] = []
  for (let at = 0; at + DESCRIPTOR_BYTES <= bytes.length && bytes[at] !== TERMINATOR; at += DESCRIPTOR_BYTES) {
    const descriptor = bytes.subarray(at, at + DESCRIPTOR_BYTES)
    if (!isPrintable(descriptor[TYPE_OFFSET] ?? 0) || (descriptor[0] ?? 0) < 0x20) return null
    raw.push(descriptor)
  }
  if (raw.length === 0) return null
  const plain = layOut(raw, false)
  if (plain.computedLength === declaredLength) return plain
  const long = layOut(raw, true)
  return long.computedLength === declaredLength ? long : plain
}
