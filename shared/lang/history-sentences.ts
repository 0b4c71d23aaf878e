import { type LayerKind, layers } from '../model/layers.ts'
import { type ListLayer, listColumns, listLayers } from '../model/list-columns.ts'
import { type EditableColumn, findEditableColumn, type ObjectLayer, objectLayers } from '../model/object-columns.ts'
import { codeWithName } from '../model/object-values.ts'
import { fill, type Language, type Text } from './message.ts'
import { wordCode } from './words.ts'

/** What a sentence needs to know of one entry of the journal; HistoryEntry of the contract fits. */
export interface ToldEntry {
  readonly at: string
  readonly operator: string | null
  readonly team: string | null
  readonly kind: string
  readonly why: string | null
  readonly batch: number | null
  readonly summary: Readonly<Record<string, unknown>>
  /** The entry that this one takes back, where it is known. */
  readonly target?: ToldEntry | null
}

/** What an entry did to one object. Values are as the column holds them; null is blank. */
export interface ToldChange {
  readonly table: string
  readonly op: 'insert' | 'update' | 'delete'
  readonly fields: readonly {
    readonly column: string
    readonly before: string | number | null
    readonly after: string | number | null
  }[]
  readonly geometryChanged: boolean
}

type Params = Readonly<Record<string, string | number>>

/** Who, what and why of an entry, as one sentence. Its time stands beside it. */
export function entrySentence(entry: ToldEntry, language: Language): string {
  return withReason(entryClause(entry, language), entry, language)
}

/** What an entry did to one object, as one sentence: "it" is the object whose history is read. */
export function objectSentence(entry: ToldEntry, change: ToldChange, language: Language): string {
  return withReason(objectClause(entry, change, language), entry, language)
}

/** When it happened, in the time of this machine. */
export const timeText = (at: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(new Date(at))

/** The field's own name for a column; the column's name where nobody titled it. */
function columnTitle(table: string, column: string, language: Language): string {
  const title = definitionOf(table, column)?.title ?? computedTitle(table, column)
  return title?.[language] ?? wordCode(`column.${column}`, {}, language).replace(/^column\./, '')
}

/** Columns that CunDi computes go by the title of their list. */
const computedTitle = (table: string, column: string): Text | undefined =>
  (listLayers as readonly string[]).includes(table)
    ? listColumns[table as ListLayer].find(({ name }) => name === column)?.title
    : undefined

const definitionOf = (table: string, column: string): EditableColumn | undefined =>
  (objectLayers as readonly string[]).includes(table) ? findEditableColumn(table as ObjectLayer, column) : undefined

function withReason(sentence: string, { why }: ToldEntry, language: Language): string {
  return why === null
    ? wordCode('history.end', { sentence }, language)
    : wordCode('history.why', { sentence, why }, language)
}

function whoOf({ operator, team }: ToldEntry, language: Language): string {
  if (operator === null) return wordCode('history.unsigned', {}, language)
  return team === null ? operator : wordCode('history.who', { operator, team }, language)
}

/** A text that is a code by accident ("file") must stay what it is, so texts of users are filled in after wording. */
function say(code: string, params: Params, language: Language): string {
  return fill(wordCode(code, {}, language), params)
}

function entryClause(entry: ToldEntry, language: Language): string {
  const { kind, summary, batch, target } = entry
  const params: Params = { who: whoOf(entry, language), batch: batch ?? '—', ...plain(summary) }
  switch (kind) {
    case 'edit':
      return editClause(entry, params, language)
    case 'import':
      return say('history.import', { ...params, kind: tableTitle(text(summary.kind), language) }, language)
    case 'assess':
    case 'standards-saved':
    case 'standards-adopted':
      return say(
        `history.${kind}`,
        { ...params, standardSet: titleOf(summary.title, language) || text(summary.standardSet) },
        language,
      )
    case 'simulation-saved': {
      const titles = Array.isArray(summary.titles) ? summary.titles.map((title) => titleOf(title, language)) : ['']
      const sets = titles.includes('') ? text(summary.sets) : listed(titles, language)
      return say('history.simulation-saved', { ...params, sets }, language)
    }
    case 'plan-status':
      return say('history.plan-status', { ...params, status: wordCode(text(summary.status), {}, language) }, language)
    case 'waive':
      return say(
        summary.takenBack === true ? 'history.unwaive' : 'history.waive',
        { ...params, rule: wordCode(text(summary.rule), {}, language) },
        language,
      )
    case 'undo': {
      if (target === undefined || target === null) return say('history.undo.plain', params, language)
      const isRedo = target.kind === 'undo' && target.target !== undefined && target.target !== null
      const first = isRedo ? (target.target ?? target) : target
      return say(
        isRedo ? 'history.redo' : 'history.undo',
        { ...params, target: entryClause(first, language) },
        language,
      )
    }
    default: {
      const code = `history.${kind}`
      const known = wordCode(code, {}, language) !== code
      return known ? say(code, params, language) : say('history.other', { ...params, kind }, language)
    }
  }
}

function editClause({ summary }: ToldEntry, params: Params, language: Language): string {
  const { table, columns, objects, count, action } = summary
  if (typeof table !== 'string' || !Array.isArray(columns)) return say('history.edit.plain', params, language)
  const names = columns.map((column) => quoted(columnTitle(table, String(column), language), language))
  const many = Number(objects ?? count ?? 1)
  if (action === 'create' && table === 'village_type_change' && typeof summary.type === 'string')
    return say(
      typeof summary.villageName === 'string' ? 'history.village-type' : 'history.village-type.unnamed',
      { ...params, type: wordCode(`village_type.${summary.type}`, {}, language) },
      language,
    )
  if (action === 'create' || action === 'remove')
    return say(`history.edit.${action}`, { ...params, table: tableTitle(table, language) }, language)
  const alone = typeof summary.plots !== 'number' ? '' : table === 'village' ? '.village' : '.plots'
  return say(
    many > 1 ? 'history.edit.many' : `history.edit${alone}`,
    {
      ...params,
      count: many,
      table: tableTitle(table, language),
      columns: listed(names, language),
    },
    language,
  )
}

function objectClause(entry: ToldEntry, change: ToldChange, language: Language): string {
  const params: Params = { who: whoOf(entry, language), batch: entry.batch ?? '—', ...plain(entry.summary) }
  if (change.op === 'insert')
    return say(entry.kind === 'import' ? 'history.object.import' : 'history.object.insert', params, language)
  if (change.op === 'delete') return say('history.object.delete', params, language)
  const code = `history.object.how.${entry.kind}`
  const isKnown = wordCode(code, {}, language) !== code
  const how = say(isKnown ? code : 'history.object.how.edit', params, language)
  const fields = change.fields.map((field) => fieldClause(change.table, field, language))
  if (change.geometryChanged) fields.push(say('history.object.geometry', {}, language))
  return fields.length === 0
    ? say('history.object.update.plain', { ...params, how }, language)
    : say('history.object.update', { ...params, how, fields: fields.join(language === 'zh' ? '，' : ', ') }, language)
}

function fieldClause(table: string, field: ToldChange['fields'][number], language: Language): string {
  const title = columnTitle(table, field.column, language)
  const shown = (value: string | number): string => valueText(table, field.column, value, language)
  if (field.before === null)
    return field.after === null ? title : say('history.object.filled', { title, after: shown(field.after) }, language)
  return field.after === null
    ? say('history.object.emptied', { title, before: shown(field.before) }, language)
    : say('history.object.field', { title, before: shown(field.before), after: shown(field.after) }, language)
}

/** Codes with their names, areas with their unit. */
function valueText(table: string, column: string, value: string | number, language: Language): string {
  const definition = definitionOf(table, column)
  if (definition?.codeList !== undefined) return codeWithName(definition, String(value), language)
  if (column === 'geometry_fault') return wordCode(String(value), {}, language)
  return column.endsWith('_m2') ? `${value} m²` : String(value)
}

const tableTitle = (table: string, language: Language): string =>
  table in layers ? layers[table as LayerKind].title[language] : wordCode(`table.${table}`, {}, language)

const quoted = (title: string, language: Language): string => (language === 'zh' ? `“${title}”` : `"${title}"`)

const listed = (names: readonly string[], language: Language): string => names.join(language === 'zh' ? '、' : ', ')

/** A title as an entry keeps it, in both languages; empty where an earlier CunDi kept none. */
function titleOf(title: unknown, language: Language): string {
  if (typeof title !== 'object' || title === null) return ''
  const { zh, en } = title as Partial<Record<Language, unknown>>
  return text(language === 'zh' ? zh : en) || text(zh)
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const plain = (summary: Readonly<Record<string, unknown>>): Params =>
  Object.fromEntries(
    Object.entries(summary).filter(
      (member): member is [string, string | number] => typeof member[1] === 'string' || typeof member[1] === 'number',
    ),
  )
