import type { Messages } from './message.ts'

/** Refusals whose way out is an option on the command line and something to click in a window: `window.` before the code. */
export const refusalsWindowMessages = {
  'window.export.blocked': {
    zh: '检查发现 {count} 个未豁免的错误，未导出成果包：请先处理，或勾选“仍有未豁免的错误时也打包”。',
    en: 'The check found {count} unwaived errors and nothing was exported: settle them, or tick "Pack although unwaived errors stand".',
  },
  'window.personal.format': {
    zh: '{format} 格式不能携带个人信息：请改用 Shapefile 或 Excel 表格，或不带个人信息导出。',
    en: '{format} cannot carry personal numbers: use Shapefile or Excel, or export without them.',
  },
  'window.personal.purpose-missing': {
    zh: '请写明导出个人信息的用途。',
    en: 'State what the personal numbers are exported for.',
  },
  'window.target.exists': {
    zh: '{file} 已存在：请换一个名称，或选择替换。',
    en: '{file} exists: choose another name, or have it replaced.',
  },
  'window.plan.unknown': {
    zh: '没有名为“{plan}”的规划：请选择已有的规划，或先导入。',
    en: 'There is no plan "{plan}": choose one of those there are, or import one first.',
  },
  'window.plan.ambiguous': {
    zh: '调查中有多个规划（{plans}）：请选择其中一个。',
    en: 'The survey has several plans ({plans}): choose one.',
  },
  'window.plan.title-missing': {
    zh: '没有说明导入到哪个规划：请填写规划名称。',
    en: 'It is not said which plan the layers belong to: give its title.',
  },
  'window.plan.scheme-open': {
    zh: '{file} 的{layer}地类代码（{codes}）在多个分类体系（{schemes}）中都存在、含义不同：请选择所用的分类体系。',
    en: 'The classes of the {layer} in {file} ({codes}) stand in several schemes ({schemes}) with different meanings: choose the scheme.',
  },
  'window.plan.scheme-none': {
    zh: '{file} 的{layer}地类代码（{codes}）不完全属于任何一个分类体系：请核对字段，或选择分类体系后导入并查看不明地类。',
    en: 'No scheme has all classes of the {layer} in {file} ({codes}): check the field, or choose a scheme and look at the unknown classes afterwards.',
  },
  'window.crs.needed': {
    zh: '县级代码 {county} 没有内置的投影带：请选择投影带。',
    en: 'No zone is built in for county {county}: choose one.',
  },
  'window.finding.not-found': {
    zh: '这个问题已不在清单中：请重新质检。',
    en: 'This finding is no longer in the list: run the check again.',
  },
  'window.map.unknown-code': {
    zh: '字段代码 {code} 不属于要导入的类型：请在字段一步中改正。',
    en: 'The field code {code} does not belong to this kind of layer: correct it in the step Fields.',
  },
  'window.map.unreadable': {
    zh: '字段对应 {file} 看不懂：请在字段一步中重新对应。',
    en: 'The mapping {file} is not understood: map the fields again in the step Fields.',
  },
} as const satisfies Messages
