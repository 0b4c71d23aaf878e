import type { ReadableDb } from '../open/database.ts'
import { dataColumns } from './row-json.ts'

/** Columns that CunDi fills itself: keys, ciphers, masked forms, codes of its own. */
const OWN = /^(id|extra|parcel_found_by|tier)$|_(id|cipher|hash|masked|fault|scheme|proposed)$/

/** Columns of a table in which somebody may have typed a personal number. */
export const personalTextColumns = (db: ReadableDb, table: string): readonly string[] =>
  dataColumns(db, table)
    .filter(({ name, type }) => type === 'TEXT' && !OWN.test(name))
    .map(({ name }) => name)

/** SQL that holds wherever a personal number can be: no such number is shorter than eleven digits. */
export const longDigitsSql = (text: string): string => `${text} GLOB '*${'[0-9]'.repeat(11)}*'`
