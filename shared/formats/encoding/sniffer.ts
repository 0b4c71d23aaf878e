import { doubleByteFit, type Fit } from './double-byte.ts'
import { type GbTally, gb18030Fit } from './gb18030.ts'
import { type Charset, charsetOfLabel, charsetOfLdid } from './labels.ts'
import { type Utf8Tally, utf8Fit } from './utf8.ts'

/** What the file and the user say about the encoding before its bytes are looked at. */
export interface EncodingHints {
  /** Content of the .cpg file, null when there is none. */
  readonly cpg: string | null
  /** Byte 29 of the .dbf header, null when there is no .dbf. */
  readonly ldid: number | null
  /** The `--encoding` option, null when not given. */
  readonly option: string | null
}

/** How many non-ASCII values do not fit. A last character cut at the field's width is held against nobody. */
export interface Misfit {
  invalidValues: number
  /** Values that end inside a character although there was room: right for no encoding, but seen in real files. */
  earlyCuts: number
}

/** What the text bytes of a whole file say. Values are those with a byte above 0x7F. */
export interface EncodingEvidence {
  readonly values: number
  readonly utf8: Readonly<Misfit & Utf8Tally>
  readonly gb18030: Readonly<Misfit & GbTally>
  /** For the hinted charsets that are neither: by reported name. */
  readonly others: ReadonlyMap<string, Readonly<Misfit>>
  /** Runs of bytes above 0x7F: how many, how many beside a Latin letter, how many a single byte among Latin letters. */
  readonly runs: { readonly total: number; readonly besideLetter: number; readonly lone: number }
  /** The first few values, for a preview. May be personal: never for messages or logs. */
  readonly samples: readonly Uint8Array[]
}

export interface EncodingSniffer {
  /** One value of a text field, trimmed; `fillsField` when it reaches to the field's last byte. Pure ASCII costs one scan. */
  push(bytes: Uint8Array, start: number, end: number, fillsField: boolean): void
  evidence(): EncodingEvidence
}

const SAMPLES_KEPT = 32
/** Runs only tell Western from Chinese text, for which the first values of a file are enough. */
const RUN_VALUES_LOOKED_AT = 20_000

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a

function note(misfit: Misfit, fit: Fit, fillsField: boolean): void {
  if (fit === 'invalid') misfit.invalidValues++
  else if (fit === 'cut' && !fillsField) misfit.earlyCuts++
}

/** Charsets named by the hints that need a check of their own. */
function otherCharsets(hints: EncodingHints): Charset[] {
  const hinted = [
    hints.option === null ? null : charsetOfLabel(hints.option),
    hints.cpg === null ? null : charsetOfLabel(hints.cpg),
    hints.ldid === null ? null : charsetOfLdid(hints.ldid),
  ]
  return hinted.filter((charset): charset is Charset => charset?.family === 'double-byte')
}

/** Collects evidence over a whole file, value by value; memory does not grow with the file. */
export function createEncodingSniffer(hints: EncodingHints): EncodingSniffer {
  let values = 0
  const utf8 = { invalidValues: 0, earlyCuts: 0, chars: 0, wide: 0 }
  const gb18030 = { invalidValues: 0, earlyCuts: 0, chars: 0, common: 0, kana: 0 }
  const others = new Map<string, Misfit>(
    otherCharsets(hints).map(({ name }) => [name, { invalidValues: 0, earlyCuts: 0 }]),
  )
  const runs = { total: 0, besideLetter: 0, lone: 0 }
  const samples: Uint8Array[] = []

  function countRuns(bytes: Uint8Array, start: number, end: number): void {
    for (let i = start; i < end; i++) {
      if ((bytes[i] ?? 0) < 0x80) continue
      const from = i
      while (i + 1 < end && (bytes[i + 1] ?? 0) >= 0x80) i++
      runs.total++
      const beside = (from > start && isLetter(bytes[from - 1])) || (i + 1 < end && isLetter(bytes[i + 1]))
      if (beside) runs.besideLetter++
      if (beside && i === from && (bytes[i] ?? 0) > 0xa0) runs.lone++
    }
  }

  return {
    push(bytes, start, end, fillsField) {
      let first = start
      while (first < end && (bytes[first] ?? 0) < 0x80) first++
      if (first >= end) return
      values++
      if (samples.length < SAMPLES_KEPT) samples.push(bytes.slice(start, end))
      note(utf8, utf8Fit(bytes, first, end, utf8), fillsField)
      note(gb18030, gb18030Fit(bytes, first, end, gb18030), fillsField)
      for (const [name, misfit] of others) note(misfit, doubleByteFit(name, bytes, first, end), fillsField)
      if (values <= RUN_VALUES_LOOKED_AT) countRuns(bytes, start, end)
    },
    evidence: () => ({ values, utf8: { ...utf8 }, gb18030: { ...gb18030 }, others, runs: { ...runs }, samples }),
  }
}
