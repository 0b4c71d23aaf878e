import type { TextSample } from '../../../shared/contract/examined.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { dbfFields } from '../../../shared/formats/dbf/fields.ts'
import { charsetOfLabel } from '../../../shared/formats/encoding/labels.ts'
import type { FieldValue, SourceRecord } from '../../../shared/formats/source.ts'
import {
  maskPersonal,
  type PersonalKind,
  personalKindOfName,
  personalKindOfValue,
} from '../../../shared/model/personal.ts'
import type { DbfRef, SourceLayer } from '../../platform/source/layer.ts'
import { decodedAs } from '../../platform/source/tables.ts'
import { createTextCodec } from '../../platform/text-codec.ts'
import { readRecords } from '../source/read-records.ts'

/** What a Chinese survey may be written in, whatever the file says. */
const USUAL = ['UTF-8', 'GB18030', 'Big5']
const RECORDS_LOOKED_AT = 500
const ROWS_SHOWN = 6
const COLUMNS_SHOWN = 6
const CELL_CHARACTERS = 60
const isBeyondAscii = (value: FieldValue): boolean =>
  typeof value === 'string' && [...value].some((character) => (character.codePointAt(0) ?? 0) > 0x7f)

interface Reading {
  readonly encoding: string | null
  readonly fields: readonly string[]
  readonly records: readonly SourceRecord[]
}

/** The layer's first texts in each encoding that it might have, the decided one first; personal numbers are masked. */
export async function textSamples(layer: SourceLayer, signal: CancelSignal): Promise<readonly TextSample[]> {
  const readings: Reading[] = []
  for (const candidate of candidatesOf(layer)) {
    const reading = await readAs(layer, candidate, signal)
    if (reading !== null) readings.push(reading)
  }
  const personal = personalFields(readings)
  const telling = readings.map(({ records }) => records.filter((record) => record.values.some(isBeyondAscii)))
  const shownFrom = telling.toSorted((a, b) => b.length - a.length)[0] ?? []
  const shown = new Set(
    (shownFrom.length > 0 ? shownFrom : (readings[0]?.records ?? [])).slice(0, ROWS_SHOWN).map(({ record }) => record),
  )
  const columns = columnsShown(readings, shown)
  return readings.map((reading) => sampleOf(reading, shown, columns, personal))
}

function candidatesOf(layer: SourceLayer): readonly (string | null)[] {
  const { ref } = layer
  if (ref.format === 'csv') return layer.encoding === null ? [null] : [layer.encoding, ...others(layer.encoding)]
  if (dbfOf(layer) === null) return [null]
  const likely = layer.encoding === null ? layer.encodingProposals : [layer.encoding]
  return [...likely, ...USUAL.filter((usual) => !likely.some((known) => isSameFamily(known, usual)))]
}

const others = (encoding: string): string[] => USUAL.filter((usual) => !isSameFamily(encoding, usual))

/** GBK and GB 2312 are read as GB 18030: to offer both would show the same text twice. */
const isSameFamily = (a: string, b: string): boolean => {
  const [one, other] = [charsetOfLabel(a), charsetOfLabel(b)]
  return one?.name === other?.name || (one?.family === 'gb' && other?.family === 'gb')
}

function dbfOf({ ref }: SourceLayer): DbfRef | null {
  return ref.format === 'shapefile' || ref.format === 'dbf' ? ref.dbf : null
}

/** null: the file is no text of that encoding at all. */
async function readAs(layer: SourceLayer, encoding: string | null, signal: CancelSignal): Promise<Reading | null> {
  const dbf = dbfOf(layer)
  if (dbf !== null && encoding !== null) {
    const codec = createTextCodec(encoding)
    if (codec === null) return null
    const fields = dbfFields(dbf.header, codec).fields
    const table: SourceLayer = {
      ...layer,
      fields,
      records: Math.min(dbf.header.rows, layer.records),
      ref: { format: 'dbf', dbf: { ...dbf, encoding } },
    }
    return { encoding, fields: fields.map(({ name }) => name), records: await firstRecords(table, signal) }
  }
  if (layer.ref.format === 'csv' && encoding !== null && encoding !== layer.encoding) {
    const decoded = decodedAs(layer.ref.path, encoding)
    if (!decoded.ok) return null
    const records = await firstRecords({ ...layer, ref: { ...layer.ref, encoding } }, signal)
    return { encoding, fields: layer.fields.map(({ name }) => name), records }
  }
  return { encoding, fields: layer.fields.map(({ name }) => name), records: await firstRecords(layer, signal) }
}

async function firstRecords(layer: SourceLayer, signal: CancelSignal): Promise<readonly SourceRecord[]> {
  const records: SourceRecord[] = []
  for await (const batch of readRecords(layer, { from: 1, to: RECORDS_LOOKED_AT, signal }))
    records.push(...batch.filter((record) => !record.deleted && record.unreadable === null))
  return records
}

/** By name in any of the encodings: in a wrong one the name of a column of identity numbers says nothing. */
function personalFields(readings: readonly Reading[]): readonly (PersonalKind | null)[] {
  const [first] = readings
  return (first?.fields ?? []).map(
    (_, index) =>
      readings.map(({ fields }) => personalKindOfName(fields[index] ?? '')).find((kind) => kind !== null) ?? null,
  )
}

function columnsShown(readings: readonly Reading[], shown: ReadonlySet<number>): readonly number[] {
  const count = readings[0]?.fields.length ?? 0
  const all = Array.from({ length: count }, (_, index) => index)
  const telling = all.filter((index) =>
    readings.some(({ records }) =>
      records.some(({ record, values }) => shown.has(record) && isBeyondAscii(values[index] ?? null)),
    ),
  )
  return (telling.length > 0 ? telling : all).slice(0, COLUMNS_SHOWN)
}

function sampleOf(
  { encoding, fields, records }: Reading,
  shown: ReadonlySet<number>,
  columns: readonly number[],
  personal: readonly (PersonalKind | null)[],
): TextSample {
  return {
    encoding,
    fields,
    values: fields.map((_, index) => {
      const filled = records.find(({ values }) => (values[index] ?? null) !== null)
      return showCell(filled?.values[index] ?? null, personal[index] ?? null)
    }),
    columns,
    rows: records
      .filter(({ record }) => shown.has(record))
      .map(({ record, values }) => ({
        record,
        cells: columns.map((index) => showCell(values[index] ?? null, personal[index] ?? null)),
      })),
    broken: records.filter(({ issues }) => issues.includes('text.undecodable')).length,
  }
}

/** One value as a screen may show it. */
export function showCell(value: FieldValue, kindByName: PersonalKind | null): string | null {
  if (value === null) return null
  const text = String(value)
  const kind = kindByName ?? personalKindOfValue(text)
  return (kind === null ? text : maskPersonal(kind, text)).slice(0, CELL_CHARACTERS)
}
