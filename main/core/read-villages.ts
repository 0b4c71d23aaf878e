import type { VillageRow } from '../../db/queries/villages.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { createCsvParser, sniffDelimiter } from '../../shared/formats/csv/parse.ts'
import { parseNumberText } from '../../shared/formats/dbf/values.ts'
import { codeOf, terrains, villageTypes } from '../../shared/model/code-lists.ts'
import { decodeTable } from '../platform/text-codec.ts'

const COLUMNS = ['code', 'name', 'town', 'village_type', 'terrain', 'population', 'households'] as const
type Column = (typeof COLUMNS)[number]

/**
 * villages.csv: code,name,town,village_type,terrain,population,households. Blanks stay null. Refusals name the line:
 * villages.unreadable-text, villages.no-code-column, villages.bad-code, villages.repeated-code, villages.unknown-type, villages.unknown-terrain,
 * villages.bad-number.
 */
export function readVillages(bytes: Uint8Array, county: string, file: string): Outcome<readonly VillageRow[]> {
  const text = decodeTable(bytes)
  if (!text.ok) return refuse({ code: 'villages.unreadable-text', file })
  const parser = createCsvParser({ delimiter: sniffDelimiter(text.value.text) })
  const rows = [...parser.push(text.value.text), ...parser.finish().rows]
  const [header, ...lines] = rows
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? []
  if (!names.includes('code')) return refuse({ code: 'villages.no-code-column', file, record: header?.line ?? 1 })
  const seen = new Map<string, number>()
  const villages: VillageRow[] = []
  for (const { line, cells } of lines) {
    if (cells.every((cell) => cell.trim() === '')) continue
    const cell = (column: Column): string | null => {
      const value = cells[names.indexOf(column)]?.trim() ?? ''
      return names.includes(column) && value !== '' ? value : null
    }
    const village = readVillage(cell, county, file, line)
    if (!village.ok) return village
    const before = seen.get(village.value.code)
    if (before !== undefined)
      return refuse({
        code: 'villages.repeated-code',
        file,
        record: line,
        params: { code: village.value.code, line, before },
      })
    seen.set(village.value.code, line)
    villages.push(village.value)
  }
  return done(villages)
}

function readVillage(
  cell: (column: Column) => string | null,
  county: string,
  file: string,
  line: number,
): Outcome<VillageRow> {
  const fault = (code: string, value: string): Outcome<never> =>
    refuse({ code, file, record: line, params: { value, line, county } })
  const code = cell('code') ?? ''
  if (!/^\d{12}$/.test(code) || !code.startsWith(county)) return fault('villages.bad-code', code)
  const typeText = cell('village_type')
  const villageType = typeText === null ? null : codeOf(villageTypes, typeText)
  if (typeText !== null && villageType === null) return fault('villages.unknown-type', typeText)
  const terrainText = cell('terrain')
  const terrain = terrainText === null ? null : codeOf(terrains, terrainText)
  if (terrainText !== null && terrain === null) return fault('villages.unknown-terrain', terrainText)
  const numbers: Record<'population' | 'households', number | null> = { population: null, households: null }
  for (const column of ['population', 'households'] as const) {
    const number = parseNumberText(cell(column))
    if (number !== null && (typeof number !== 'number' || !Number.isInteger(number) || number < 0))
      return fault('villages.bad-number', cell(column) ?? '')
    numbers[column] = number
  }
  return done({ code, name: cell('name'), town: cell('town'), villageType, terrain, ...numbers })
}
