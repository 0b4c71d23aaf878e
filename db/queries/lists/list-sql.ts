import { type ListLayer, listColumns } from '../../../shared/model/list-columns.ts'
import { homesteadSql } from '../homestead-sql.ts'
import type { CachedTable } from './list-cache.ts'

/** Where a column of a list comes from, and which joins it needs. */
interface ColumnSql {
  readonly sql: string
  readonly joins: readonly Join[]
}

type Join = 'assessment' | 'standard' | 'parcel' | 'household' | 'person' | 'village' | 'plots' | 'findings'

/** The village of a row. */
const villageCodeSql: Readonly<Record<ListLayer, ColumnSql>> = {
  village: { sql: 't.code', joins: [] },
  parcel: { sql: 't.village_code', joins: [] },
  building: { sql: 'p.village_code', joins: ['parcel'] },
  household: { sql: 't.village_code', joins: [] },
  person: { sql: 'h.village_code', joins: ['household'] },
  land_right: { sql: 'p.village_code', joins: ['parcel'] },
  land_use: { sql: 'substr(coalesce(t.located_unit_code, t.owner_unit_code), 1, 12)', joins: [] },
}

/** An object's table and its alias, joined by a column of the row. */
const joinSql = (layer: ListLayer, join: Join): string => {
  switch (join) {
    case 'assessment':
      // What was assessed before a parcel changed says nothing of it now.
      return `LEFT JOIN assessment a ON a.parcel_id = t.id AND a.run = (SELECT max(fid) FROM assessment_run) AND a.parcel_rev = t.rev`
    case 'standard':
      return 'LEFT JOIN standard s ON s.fid = a.standard'
    case 'parcel':
      return 'LEFT JOIN parcel p ON p.id = t.parcel_id'
    case 'household':
      return 'LEFT JOIN household h ON h.id = t.household_id'
    case 'person':
      return 'LEFT JOIN person q ON q.id = t.person_id'
    case 'village':
      return `LEFT JOIN village v ON v.code = ${villageCodeSql[layer].sql}`
    case 'plots':
      return 'LEFT JOIN list_cache.plots c ON c.household_code = t.household_code AND c.village_code IS t.village_code'
    case 'findings':
      return 'LEFT JOIN list_cache.finding_count f ON f.id = t.id'
  }
}

const ORDER: readonly Join[] = [
  'assessment',
  'standard',
  'parcel',
  'household',
  'person',
  'village',
  'plots',
  'findings',
]

const from = (sql: string, ...joins: readonly Join[]): ColumnSql => ({ sql, joins })

const ofVillage = (layer: ListLayer, column: string): ColumnSql =>
  layer === 'village' ? from(`t.${column}`) : from(`v.${column}`, ...villageCodeSql[layer].joins, 'village')

/** Columns that do not stand in the layer's own table by their own name. */
const special: Readonly<Record<ListLayer, Readonly<Record<string, ColumnSql>>>> = {
  village: { village_code: from('t.code') },
  parcel: {
    standing: from(
      `coalesce(a.result, CASE WHEN ${homesteadSql('t')} THEN 'not-assessed' ELSE 'not-homestead' END)`,
      'assessment',
    ),
    reason: from('a.reason', 'assessment'),
    limit_m2: from('s.limit_m2', 'assessment', 'standard'),
    excess_m2: from('a.excess_m2', 'assessment'),
    area_difference_m2: from('t.declared_area_m2 - t.area_m2'),
    village_name: from('coalesce(t.village_name, v.name)', 'village'),
  },
  building: { village_code: villageCodeSql.building },
  household: {
    members: from('(SELECT count(*) FROM person WHERE household_id = t.id)'),
    plots: from('ifnull(c.plots, 0)', 'plots'),
    plots_area_m2: from('c.area_m2', 'plots'),
    plot_holders: from('c.holders', 'plots'),
    parcel_code: from('c.parcel_code', 'plots'),
  },
  person: {
    village_code: villageCodeSql.person,
    household_code: from('h.household_code', 'household'),
    parcel_code: from(
      '(SELECT o.parcel_code FROM land_right r JOIN parcel o ON o.id = r.parcel_id WHERE r.person_id = t.id LIMIT 1)',
    ),
  },
  land_right: {
    parcel_code: from('p.parcel_code', 'parcel'),
    household_code: from('coalesce(h.household_code, p.household_code)', 'parcel', 'household'),
    person_name: from('q.name', 'person'),
    id_number_masked: from('q.id_number_masked', 'person'),
    village_code: villageCodeSql.land_right,
  },
  land_use: { village_code: villageCodeSql.land_use },
}

/** SQL of a column; null: the list has no such column. Names that a page sends never become SQL themselves. */
export function columnSql(layer: ListLayer, name: string): ColumnSql | null {
  if (!listColumns[layer].some((column) => column.name === name)) return null
  const own = special[layer][name]
  if (own !== undefined) return own
  switch (name) {
    case 'findings':
      return from('ifnull(f.n, 0)', 'findings')
    case 'town':
    case 'village_type':
      return ofVillage(layer, name)
    case 'village_name':
      return ofVillage(layer, 'name')
    default:
      return from(`t.${name}`)
  }
}

/** `FROM` with the joins that some columns need. */
export function fromSql(layer: ListLayer, columns: readonly ColumnSql[]): string {
  const needed = new Set(columns.flatMap(({ joins }) => joins))
  return [`FROM ${layer} t`, ...ORDER.filter((join) => needed.has(join)).map((join) => joinSql(layer, join))].join(' ')
}

/** What a list of these columns reads of list-cache.ts. */
export function cachedTables(columns: readonly ColumnSql[]): readonly CachedTable[] {
  const joins = new Set(columns.flatMap((column) => column.joins))
  return [
    ...(joins.has('plots') ? (['plots'] as const) : []),
    ...(joins.has('findings') ? (['finding_count'] as const) : []),
  ]
}

/** Where a search looks, by layer: codes, names, places. */
export const searchedColumns: Readonly<Record<ListLayer, readonly string[]>> = {
  village: ['code', 'name', 'town'],
  parcel: [
    'parcel_code',
    'unit_code',
    'holder_name',
    'location',
    'village_name',
    'household_code',
    'source_id',
    'remark',
  ],
  building: ['parcel_code', 'unit_code', 'building_code', 'building_number', 'remark'],
  household: ['household_code', 'head_name', 'plot_holders', 'village_name', 'remark'],
  person: ['name', 'household_code', 'village_name', 'remark'],
  land_right: ['parcel_code', 'holder_name', 'person_name', 'village_name'],
  land_use: ['source_id', 'patch_number', 'class_code', 'class_name', 'owner_unit_name', 'located_unit_name'],
}

/** Rows that belong to people found by one condition on `q`, a person; null: the layer has no people. */
export function rowsOfPeople(layer: ListLayer, condition: string): string | null {
  switch (layer) {
    case 'person':
      return `t.id IN (SELECT q.id FROM person q WHERE ${condition})`
    case 'household':
      return `t.id IN (SELECT q.household_id FROM person q WHERE ${condition})`
    case 'land_right':
      return `t.person_id IN (SELECT q.id FROM person q WHERE ${condition})`
    case 'parcel':
      return `(t.id IN (SELECT r.parcel_id FROM person q JOIN land_right r ON r.person_id = q.id WHERE ${condition})
        OR (t.household_code, t.village_code) IN (SELECT o.household_code, o.village_code FROM person q
          JOIN household o ON o.id = q.household_id WHERE ${condition}))`
    case 'village':
    case 'building':
    case 'land_use':
      return null
  }
}
