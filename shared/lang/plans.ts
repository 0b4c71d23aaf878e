import { structureRows } from '../planning/structure.ts'
import type { Messages } from './message.ts'

const rows: Messages = Object.fromEntries(
  Object.entries(structureRows).map(([row, { title }]) => [`plan.row.${row}`, title]),
)

/** Plans: their layers, scenarios, overlay. */
export const planMessages = {
  ...rows,
  'plan.row.none': { zh: '规划未覆盖', en: 'not covered by the plan' },
  'plan.status.draft': { zh: '草案', en: 'draft' },
  'plan.status.notice': { zh: '公示', en: 'public notice' },
  'plan.status.approved': { zh: '已批准', en: 'approved' },
  'plan.layer.base_patch': { zh: '基期地类图斑', en: 'base land use' },
  'plan.layer.planned_patch': { zh: '规划地类图斑', en: 'planned land use' },
  'plan.layer-name.base': { zh: '基期地类图斑', en: 'base land use' },
  'plan.layer-name.planned': { zh: '规划地类图斑', en: 'planned land use' },
  'plan.layer-name.basic-farmland': { zh: '永久基本农田', en: 'permanent basic farmland' },
  'plan.layer-name.red-line': { zh: '生态保护红线', en: 'ecological red line' },
  'plan.layer-name.construction-zones': { zh: '建设用地管制区', en: 'construction control zones' },
  'plan.layer-name.control-boundaries': { zh: '管控边界', en: 'control boundaries' },
  'plan.layer-name.construction-boundary': { zh: '村庄建设边界', en: 'village construction boundary' },
  'plan.layer-name.facilities': { zh: '现状设施', en: 'existing facilities' },
  'plan.layer-name.planned-facilities': { zh: '规划设施', en: 'planned facilities' },
  'plan.layer-name.projects': { zh: '近期项目', en: 'near-term projects' },
  'plan.unknown': {
    zh: '没有名为“{plan}”的规划：请用 --plan 指出已有的规划，或先导入。',
    en: 'There is no plan "{plan}": name one with --plan, or import one first.',
  },
  'plan.ambiguous': {
    zh: '调查中有多个规划（{plans}）：请用 --plan 指定。',
    en: 'The survey has several plans ({plans}): name one with --plan.',
  },
  'plan.unknown-scenario': {
    zh: '没有这个规划方案：请刷新后重新选择。',
    en: 'There is no such scenario: look at the list again and choose one.',
  },
  'plan.unknown-version': {
    zh: '规划“{plan}”没有第 {version} 版：请用 plan list 查看已有的版本。',
    en: 'The plan "{plan}" has no version {version}: see plan list.',
  },
  'plan.title-exists': {
    zh: '已有名为“{title}”的规划：请换一个名称。',
    en: 'There is a plan "{title}" already: choose another title.',
  },
  'plan.title-missing': {
    zh: '没有说明导入到哪个规划：请给出规划名称（--plan）。',
    en: 'It is not said which plan the layers belong to: give its title (--plan).',
  },
  'plan.locked': {
    zh: '规划“{plan}”已有方案获批准，内容不能再改：请复制为新版本后修改。',
    en: 'A scenario of the plan "{plan}" is approved and cannot be changed: copy it as a new version first.',
  },
  'plan.document-missing': {
    zh: '批准“{plan}”需要批准文号：请填写文号。',
    en: 'Approving "{plan}" needs the number of the document: enter it.',
  },
  'plan.layer-exists': {
    zh: '规划“{plan}”已有{layer}：请先撤回原来的导入批次，或导入到新版本。',
    en: 'The plan "{plan}" has its {layer} already: take the former batch back first, or import into a new version.',
  },
  'plan.no-layer': {
    zh: '规划“{plan}”还没有{layer}：请先导入。',
    en: 'The plan "{plan}" has no {layer} yet: import it first.',
  },
  'plan.bad-choice': {
    zh: '地类 {class} 不能这样细分：请从对照表给出的类别中选择。',
    en: 'The class {class} cannot be divided so: choose one of those that the crosswalk offers.',
  },
  'plan.scheme-open': {
    zh: '{file} 的{layer}地类代码（{codes}）在多个分类体系（{schemes}）中都存在、含义不同：请用 --base-scheme 或 --planned-scheme 指定。',
    en: 'The classes of the {layer} in {file} ({codes}) stand in several schemes ({schemes}) with different meanings: name one with --base-scheme or --planned-scheme.',
  },
  'plan.scheme-none': {
    zh: '{file} 的{layer}地类代码（{codes}）不完全属于任何一个分类体系：请核对字段，或用 --base-scheme、--planned-scheme 指定后导入并查看不明地类。',
    en: 'No scheme has all classes of the {layer} in {file} ({codes}): check the field, or name a scheme with --base-scheme or --planned-scheme and look at the unknown classes afterwards.',
  },
  'layer.not-point': {
    zh: '{file} 的图层 {layer} 是 {type}，不是点：请选择点图层。',
    en: 'Layer {layer} of {file} has {type} shapes, not points: choose a layer of points.',
  },
  'geometry.not-point': { zh: '图形不是点', en: 'the shape is not a point' },
  'area.not-positive': { zh: '申报面积不大于零', en: 'the declared area is not above zero' },
  'class.missing': { zh: '没有地类代码', en: 'no land-use class' },
  'class.unknown': { zh: '地类代码 {class} 不在所用分类体系中', en: 'class {class} is not in the scheme' },
  'approval.missing': {
    zh: '批而未用的图斑没有批准文号',
    en: 'a patch approved and not used has no approval document',
  },
  'out.no-plans': { zh: '调查中还没有规划。', en: 'The survey has no plans yet.' },
  'out.plan': { zh: '{plan}：基期 {base}，目标年 {target}', en: '{plan}: base year {base}, target year {target}' },
  'out.plan-scenario': {
    zh: '  第 {version} 版 {name} {status}：基期图斑 {base}，规划图斑 {planned}，管控区 {zones}',
    en: '  version {version} {name} {status}: {base} base patches, {planned} planned patches, {zones} control zones',
  },
  'out.plan-created': { zh: '已新建规划“{plan}”。', en: 'Plan "{plan}" made.' },
  'out.plan-set': { zh: '已保存规划“{plan}”的设置。', en: 'Settings of the plan "{plan}" saved.' },
  'out.plan-copied': { zh: '已复制为新版本（草案）。', en: 'Copied as a new version, a draft.' },
  'out.plan-status': { zh: '第 {version} 版：{status}。', en: 'Version {version}: {status}.' },
  'out.plan-cell': { zh: '{from} → {to}：{m2} m²', en: '{from} → {to}: {m2} m²' },
  'out.plan-open-class': {
    zh: '待细分：{class} 可为 {options}，已选 {chosen}',
    en: 'To be divided: {class} may be {options}; chosen: {chosen}',
  },
} as const satisfies Messages
