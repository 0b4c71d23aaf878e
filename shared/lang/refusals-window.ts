import type { Messages } from './message.ts'

/** Refusals whose way out is an option on the command line and something to click in a window: `window.` before the code. */
export const refusalsWindowMessages = {
  'window.export.blocked': {
    zh: '检查发现 {count} 个未豁免的错误，未导出成果包：请先处理，或勾选“仍有未豁免的错误时也打包”。',
    en: 'The check found {count} unwaived {count:error|errors} and nothing was exported: settle them, or tick "Pack although unwaived errors stand".',
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
  'window.crs.missing': {
    zh: '{file} 没有说明坐标系：请在“导入”中选择它，并指定坐标系。',
    en: '{file} does not say its coordinate system: choose it under Import and name the system there.',
  },
  'window.crs.axes-swapped': {
    zh: '{file} 的 X、Y 颠倒了：请在“导入”中选择它，交换后再导入。',
    en: 'X and Y of {file} are swapped: choose it under Import and exchange them there.',
  },
  'window.crs.contradiction': {
    zh: '{file} 的坐标值与所声明的坐标系 {name} 不符：请在“导入”中选择它，并指定正确的坐标系。',
    en: 'The coordinates of {file} contradict the system that it names ({name}): choose it under Import and name the right one there.',
  },
  'window.crs.other-datum': {
    zh: '{file} 的坐标系 {name} 不属于 CGCS2000：请在“导入”中选择它和转换参数文件，或先转换到 CGCS2000。',
    en: 'The system of {file}, {name}, is not CGCS2000: choose it under Import together with datum parameters, or convert it first.',
  },
  'window.encoding.undecided': {
    zh: '{file} 的文字编码无法确定：请在“导入”中选择它，按文字样例选定编码。',
    en: 'The encoding of {file} cannot be told: choose it under Import and pick the encoding by its sample text.',
  },
  'window.layer.ambiguous': {
    zh: '{file} 中有多个图层（{layers}）：请在“导入”中选择它，再勾选图层。',
    en: '{file} holds several layers ({layers}): choose it under Import and tick the layer there.',
  },
  'window.batch.unknown': {
    zh: '没有编号为 {batch} 的导入批次：请刷新后再看。',
    en: 'There is no import batch {batch}: look at the list again.',
  },
  'window.key.missing': {
    zh: '没有可用的密钥 {file}，无法处理证件号码等个人信息，未作任何改动：请把密钥文件放回原处，或重新打开调查并输入口令。',
    en: 'There is no usable key {file}, so identity numbers cannot be handled and nothing was changed: put the file back, or open the survey again with its passphrase.',
  },
  'window.key.wrong-passphrase': {
    zh: '口令不正确，密钥文件 {file} 没有改动：请再试一次。',
    en: 'That is not the passphrase; the key file {file} is as it was. Try again.',
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
