import { NATIONAL_PERIODS, type StandardSet } from './standard-set.ts'

/** One sheet of a set's workbook: a header of keys with their titles, then rows. */
export interface SetSheet {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** Keys as programs read them, titles as people do: "limitM2 限额（m²）". The key is all that is read back. */
const SHEETS = {
  set: { name: '标准集', keys: ['key 项目', 'value 内容'] },
  standards: {
    name: '标准',
    keys: [
      'id 编号',
      'villageType 村庄类型',
      'terrain 地形',
      'arable 人均耕地',
      'sizeFrom 人口起',
      'sizeTo 人口止',
      'land 占用土地',
      'plot 新批或既有',
      'acquiredFrom 取得起',
      'acquiredBefore 取得早于',
      'limitM2 限额（m²）',
      'article.zh 条款',
      'article.en 条款（英文）',
      'toConfirm 待核实',
    ],
  },
  terrains: { name: '地形分类', keys: ['id 编号', 'title.zh 名称', 'title.en 名称（英文）', 'from 调查地形'] },
  arableClasses: {
    name: '人均耕地分类',
    keys: ['id 编号', 'title.zh 名称', 'title.en 名称（英文）', 'upToM2 不超过（m²）'],
  },
  tiers: { name: '有偿使用分档', keys: ['fromM2 超出起（m²）', 'toM2 超出止（m²）', 'yuanPerM2 元每m²'] },
  buildings: { name: '有偿退出房屋', keys: ['structure 房屋结构', 'storeysFrom 层数起', 'yuanPerM2 元每m²'] },
} as const
type SheetKey = keyof typeof SHEETS

type Cell = string | number | null
const LISTED = '；'

/** A set as sheets to be edited in a spreadsheet; setFromSheets reads them back. */
export function sheetsOfSet(set: StandardSet): readonly SetSheet[] {
  const { periods, paidUse, withdrawal } = set
  const scalars: readonly (readonly [string, Cell])[] = [
    ['id', set.id],
    ['title.zh', set.title.zh],
    ['title.en', set.title.en],
    ...set.documents.flatMap(({ zh, en }, i): readonly (readonly [string, Cell])[] => [
      [`documents.${i}.zh`, zh],
      [`documents.${i}.en`, en],
    ]),
    ['validFrom', set.validFrom],
    ['validTo', set.validTo],
    ['toConfirm', flag(set.toConfirm)],
    ['toleranceM2', set.toleranceM2],
    ['periods.historicBefore', periods.historicBefore],
    ['periods.handledBefore', periods.handledBefore],
    ['periods.article.zh', periods.article.zh],
    ['periods.article.en', periods.article.en],
    ['periods.toConfirm', flag(periods.toConfirm)],
    ...(paidUse === null ? [] : scalarsOf('paidUse', paidUse)),
    ...(withdrawal === null ? [] : scalarsOf('withdrawal', withdrawal)),
  ]
  const sheet = (key: SheetKey, rows: readonly (readonly Cell[])[]): SetSheet => ({
    name: SHEETS[key].name,
    header: SHEETS[key].keys,
    rows,
  })
  return [
    sheet('set', scalars),
    sheet('standards', set.standards.map(rowOf('standards'))),
    sheet('terrains', set.terrains.map(rowOf('terrains'))),
    sheet('arableClasses', set.arableClasses.map(rowOf('arableClasses'))),
    ...(paidUse === null ? [] : [sheet('tiers', paidUse.tiers.map(rowOf('tiers')))]),
    ...(withdrawal === null ? [] : [sheet('buildings', withdrawal.buildings.map(rowOf('buildings')))]),
  ]
}

/** What the sheets say, to be read by readStandardSet: it finds what does not fit. Sheets are known by name, columns by key. */
export function setFromSheets(sheets: readonly SetSheet[]): unknown {
  const rowsOf = (key: SheetKey): readonly Readonly<Record<string, unknown>>[] | null => {
    const found = sheets.find(({ name }) => name.trim() === SHEETS[key].name)
    if (found === undefined) return null
    const keys = found.header.map((title) => title.split(' ')[0] ?? '')
    return found.rows
      .filter((row) => row.some((cell) => cell !== null && cell !== ''))
      .map((row) => nested(keys.map((name, i) => [name, row[i] ?? null])))
  }
  const scalars = nested(
    (rowsOf('set') ?? []).map((row): readonly [string, Cell] => [String(row.key ?? ''), cellOf(row.value)]),
  )
  const { documents, paidUse, withdrawal, ...rest } = scalars
  const tiers = rowsOf('tiers')
  const buildings = rowsOf('buildings')
  return {
    periods: NATIONAL_PERIODS,
    ...rest,
    status: 'draft',
    documents: Object.values((documents ?? {}) as Readonly<Record<string, unknown>>),
    standards: rowsOf('standards') ?? [],
    terrains: (rowsOf('terrains') ?? []).map((row) => ({ ...row, from: list(row.from) })),
    arableClasses: rowsOf('arableClasses') ?? [],
    paidUse: isPart(paidUse) ? { ...paidUse, exempt: list(paidUse.exempt), tiers: tiers ?? [] } : null,
    withdrawal: isPart(withdrawal) ? { ...withdrawal, buildings: buildings ?? [] } : null,
  }
}

const flag = (value: boolean): string => (value ? '是' : '否')
const isPart = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const cellOf = (value: unknown): Cell => (typeof value === 'number' || typeof value === 'string' ? value : null)

const list = (value: unknown): readonly string[] =>
  String(value ?? '')
    .split(/[;；,，、]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** The plain values of a part, under dotted keys; its tables have sheets of their own. */
function scalarsOf(part: string, values: object): readonly (readonly [string, Cell])[] {
  return Object.entries(values).flatMap(([key, value]: [string, unknown]): readonly (readonly [string, Cell])[] => {
    if (key === 'tiers' || key === 'buildings') return []
    if (Array.isArray(value)) return [[`${part}.${key}`, value.join(LISTED)]]
    if (isPart(value)) return scalarsOf(`${part}.${key}`, value)
    return [[`${part}.${key}`, typeof value === 'boolean' ? flag(value) : cellOf(value)]]
  })
}

const rowOf =
  (key: SheetKey) =>
  (record: object): readonly Cell[] =>
    SHEETS[key].keys.map((title) => {
      let value: unknown = record
      for (const name of (title.split(' ')[0] ?? '').split('.')) value = isPart(value) ? value[name] : null
      if (Array.isArray(value)) return value.join(LISTED)
      return typeof value === 'boolean' ? flag(value) : cellOf(value)
    })

/** Keys that hold a yes or no; a cell says 是 or 否. */
const FLAGS = new Set(['toConfirm'])

/** Dotted keys as nested objects; a blank is null, 是 and 否 are true and false where a yes or no is asked. */
function nested(pairs: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  for (const [key, raw] of pairs) {
    if (key === '') continue
    const names = key.split('.')
    const last = names.pop() ?? ''
    let at = root
    for (const name of names) {
      const next = isPart(at[name]) ? (at[name] as Record<string, unknown>) : {}
      at[name] = next
      at = next
    }
    const value = raw === '' ? null : raw
    at[last] = FLAGS.has(last) ? value === '是' || value === true || value === 'true' : value
  }
  return root
}
