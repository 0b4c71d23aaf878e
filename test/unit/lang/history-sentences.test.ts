import { expect, it } from 'vitest'
import {
  entrySentence,
  objectSentence,
  type ToldChange,
  type ToldEntry,
} from '../../../shared/lang/history-sentences.ts'

const entry = (told: Partial<ToldEntry>): ToldEntry => ({
  at: '2026-11-25T08:00:00.000Z',
  operator: '张工',
  team: '测绘一队',
  kind: 'edit',
  why: null,
  batch: null,
  summary: {},
  ...told,
})

const edit = entry({ summary: { table: 'parcel', columns: ['location', 'utilisation'] }, why: '村委会核实' })

it('says who changed what and why, in the field’s own words', () => {
  expect(entrySentence(edit, 'zh')).toBe('张工（测绘一队）修改了宗地的“坐落”、“利用状态”。理由：村委会核实')
  expect(entrySentence(edit, 'en')).toBe(
    '张工 (测绘一队) changed "location", "utilisation" of parcels. Why: 村委会核实',
  )
})

it('names the village, the type and the day of a change of type', () => {
  const summary = { action: 'create', table: 'village_type_change', columns: ['village_type'], objects: 1 }
  const change = entry({
    summary: { ...summary, villageName: '前王庄', village: '371703107202', type: 'near_suburb', since: '2026-05-01' },
  })
  expect(entrySentence(change, 'zh')).toBe('张工（测绘一队）记录：前王庄（371703107202）自 2026-05-01 起为近郊村。')
})

it('counts the objects of a bulk edit', () => {
  const bulk = entry({ summary: { table: 'parcel', columns: ['use_code'], objects: 120 } })
  expect(entrySentence(bulk, 'zh')).toBe('张工（测绘一队）修改了 120 个对象（宗地）的“用途”。')
})

it('keeps a file name that happens to be a code', () => {
  const imported = entry({
    kind: 'import',
    batch: 3,
    summary: { file: 'key.wrong', layer: 'key.wrong', kind: 'parcel' },
  })
  expect(entrySentence(imported, 'zh')).toBe('张工（测绘一队）从“key.wrong”的“key.wrong”导入了宗地（批次 3）。')
})

it('tells an undo from a redo by what it takes back', () => {
  const undo = entry({ kind: 'undo', operator: null, target: edit })
  const redo = entry({ kind: 'undo', team: null, target: undo })
  expect(entrySentence(undo, 'zh')).toBe('未署名者撤销了：张工（测绘一队）修改了宗地的“坐落”、“利用状态”。')
  expect(entrySentence(redo, 'zh')).toBe('张工重做了：张工（测绘一队）修改了宗地的“坐落”、“利用状态”。')
})

it('says plainly that another program changed something', () => {
  const outside = entry({ kind: 'outside', summary: { objects: 2 } })
  expect(entrySentence(outside, 'zh')).toBe('其他程序改动了 2 个对象，由张工（测绘一队）打开时记入。')
})

it('tells an object what became of its fields, with code names and units', () => {
  const change: ToldChange = {
    table: 'parcel',
    op: 'update',
    fields: [
      { column: 'utilisation', before: '1', after: '2' },
      { column: 'declared_area_m2', before: null, after: 166.5 },
      { column: 'location', before: '村东', after: null },
    ],
    geometryChanged: false,
  }
  expect(objectSentence(edit, change, 'zh')).toBe(
    '张工（测绘一队）作了修改：利用状态由“1 正常使用”改为“2 空置”，宗地面积（申报）填为“166.5 m²”，清空坐落（原为“村东”）。理由：村委会核实',
  )
})

it('names an operation that it does not know', () => {
  expect(entrySentence(entry({ kind: 'something-new' }), 'en')).toBe('张工 (测绘一队) did "something-new".')
})

it('calls a standard set by its title in the reader’s language, by its code where an entry keeps no title', () => {
  const summary = { run: 1, standardSet: 'sd-ceilings', assessed: 93, over: 17 }
  const title = { zh: '山东省宅基地面积上限', en: 'Ceilings of Shandong' }
  const assessed = entry({ kind: 'assess', summary: { ...summary, title } })
  expect(entrySentence(assessed, 'zh')).toBe('张工（测绘一队）按“山东省宅基地面积上限”测算了 93 宗宅基地，超标 17 宗。')
  expect(entrySentence(assessed, 'en')).toContain('by "Ceilings of Shandong": 17')
  expect(entrySentence(entry({ kind: 'assess', summary }), 'zh')).toContain('按“sd-ceilings”')
  const saved = entry({ kind: 'simulation-saved', summary: { sets: 'a, b', titles: [title, { zh: '草案', en: '' }] } })
  expect(entrySentence(saved, 'zh')).toContain('（山东省宅基地面积上限、草案）')
})

it('words the status of a scenario, and a fault of a shape', () => {
  const status = entry({ kind: 'plan-status', summary: { plan: '甲', version: 1, status: 'plan.status.notice' } })
  expect(entrySentence(status, 'zh')).toBe('张工（测绘一队）把规划“甲”第 1 版改为公示。')
  const change: ToldChange = {
    table: 'parcel',
    op: 'update',
    fields: [
      { column: 'geometry_fault', before: 'geometry.self-intersection', after: null },
      { column: 'area_m2', before: 1, after: 2 },
    ],
    geometryChanged: true,
  }
  expect(objectSentence(edit, change, 'en')).not.toMatch(/geometry[._]\w|area_m2/)
})
