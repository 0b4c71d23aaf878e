import { controlRules } from '../planning/control-rules.ts'
import { structureRows } from '../planning/structure.ts'
import type { Messages } from './message.ts'

const rows: Messages = Object.fromEntries(
  Object.entries(structureRows).map(([row, { title }]) => [`plan.row.${row}`, title]),
)

const ruleTitles: Messages = Object.fromEntries(controlRules.map(({ id, title }) => [id, title]))

/** Plans: their layers, scenarios, overlay. */
export const planMessages = {
  ...rows,
  ...ruleTitles,
  'plan.subject.parcel': { zh: '宗地', en: 'parcel' },
  'plan.subject.building': { zh: '房屋', en: 'building' },
  'plan.subject.planned_patch': { zh: '规划建设图斑', en: 'planned construction' },
  'plan.cause.true-conflict': { zh: '实际冲突', en: 'true conflict' },
  'plan.cause.sliver': { zh: '细碎图斑', en: 'sliver' },
  'plan.cause.base-data-error': { zh: '基础数据误差', en: 'base data error' },
  'plan.standing.new': { zh: '新增', en: 'new' },
  'plan.standing.remaining': { zh: '存续', en: 'remaining' },
  'plan.standing.solved': { zh: '已解决', en: 'solved' },
  'plan.coverage.planned': { zh: '规划地类图斑', en: 'planned land use' },
  'plan.coverage.zones': { zh: '建设用地管制区', en: 'construction control zones' },
  'plan.coverage.gap': { zh: '缝隙', en: 'gaps' },
  'plan.coverage.overlap': { zh: '重叠', en: 'overlaps' },
  'plan.land.arable': { zh: '耕地', en: 'arable land' },
  'plan.land.construction': { zh: '村庄建设用地', en: 'village construction land' },
  'plan.state.base': { zh: '基期', en: 'base year' },
  'plan.state.planned': { zh: '规划', en: 'planned' },
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
  'plan.no-coverage': {
    zh: '还没有检查过覆盖，请先检查，再导出。',
    en: 'Coverage has not been checked yet: check it, then write its findings.',
  },
  'plan.unknown-village': {
    zh: '规划“{plan}”没有行政村 {village} 的基期图斑，请改用该规划的行政村代码。',
    en: 'The plan “{plan}” has no base patches of village {village}: give the code of one of its villages.',
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
    zh: '没有说明导入到哪个规划：请给出规划名称（命令行：--plan）。',
    en: 'It is not said which plan the layers belong to: give its title (on the command line --plan).',
  },
  'plan.locked': {
    zh: '规划“{plan}”已有方案获批准，内容不能再改：请复制为新版本后修改。',
    en: 'A scenario of the plan "{plan}" is approved and cannot be changed: copy it as a new version first.',
  },
  'plan.approval-stands': {
    zh: '上一步是批准规划“{plan}”第 {version} 版，不能随手撤销：确需撤回批准，请在“历史”中找到这一条再撤销。',
    en: 'The last step approved version {version} of the plan "{plan}" and is not undone in passing: to take the approval back, find it under History and undo it there.',
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
  'plan.no-zones': {
    zh: '规划“{plan}”还没有管控区或管控边界：请先导入，再检查冲突。',
    en: 'The plan "{plan}" has no control zones or boundaries yet: import some before looking for conflicts.',
  },
  'plan.unknown-conflict': {
    zh: '有的冲突已不在台账中：请刷新后重新选择。',
    en: 'Some of the conflicts are no longer in the ledger: look at it again and choose anew.',
  },
  'plan.bad-choice': {
    zh: '地类 {class} 不能这样细分：请从对照表给出的类别中选择。',
    en: 'The class {class} cannot be divided so: choose one of those that the crosswalk offers.',
  },
  'legend.unknown': {
    zh: '图例与口径中没有“{subject}”的这一项：请照导出的表格填写对象和属性。',
    en: 'The legend has no such setting of "{subject}": fill in subject and property as the exported table has them.',
  },
  'legend.bad-colour': {
    zh: '“{subject}”的颜色“{value}”不对：请写成 #rrggbb（例如 #f4a6b5）。',
    en: 'The colour "{value}" of "{subject}" is none: write it as #rrggbb (for example #f4a6b5).',
  },
  'legend.bad-row': {
    zh: '“{subject}”不能归入“{value}”：表中没有这一行，请从表的各行中选择。',
    en: '"{subject}" cannot be counted as "{value}": the table has no such row, choose one that it has.',
  },
  'legend.bad-title': {
    zh: '“{subject}”的标题“{value}”不能用：请写 1 至 60 个字。',
    en: 'The title "{value}" of "{subject}" cannot be used: write 1 to 60 characters.',
  },
  'legend.unreadable': {
    zh: '{file} 不是图例与口径文件：请用“导出”得到的 xlsx 或 JSON。',
    en: '{file} is no legend: use an xlsx or JSON file that "export" made.',
  },
  'plan.scheme-open': {
    zh: '{file} 的{layer}地类代码（{codes}）在多个分类体系（{schemes}）中都存在、含义不同：请指定所用的分类体系（命令行：--base-scheme、--planned-scheme）。',
    en: 'The classes of the {layer} in {file} ({codes}) stand in several schemes ({schemes}) with different meanings: name the scheme (on the command line --base-scheme, --planned-scheme).',
  },
  'plan.scheme-none': {
    zh: '{file} 的{layer}地类代码（{codes}）不完全属于任何一个分类体系：请核对字段，或指定分类体系（命令行：--base-scheme、--planned-scheme）后导入并查看不明地类。',
    en: 'No scheme has all classes of the {layer} in {file} ({codes}): check the field, or name a scheme (on the command line --base-scheme, --planned-scheme) and look at the unknown classes afterwards.',
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
    en: '  version {version} {name} {status}: {base} base {base:patch|patches}, {planned} planned {planned:patch|patches}, {zones} control {zones:zone|zones}',
  },
  'out.plan-created': { zh: '已新建规划“{plan}”。', en: 'Plan "{plan}" made.' },
  'out.plan-set': { zh: '已保存规划“{plan}”的设置。', en: 'Settings of the plan "{plan}" saved.' },
  'out.plan-copied': { zh: '已复制为新版本（草案）。', en: 'Copied as a new version, a draft.' },
  'out.plan-status': { zh: '第 {version} 版：{status}。', en: 'Version {version}: {status}.' },
  'out.plan-cell': { zh: '{from} → {to}：{m2} m²', en: '{from} → {to}: {m2} m²' },
  'out.plan-conflicts': {
    zh: '{rule}：未解决 {open}（新增 {added}，细碎 {slivers}），已解决 {solved}，面积 {m2} m²（不含细碎）',
    en: '{rule}: {open} open ({added} new, {slivers} {slivers:sliver|slivers}), {solved} solved, {m2} m² without slivers',
  },
  'out.plan-conflict': {
    zh: '  {standing} {subject} {name}：{rule} {m2} m²（{cause}）',
    en: '  {standing} {subject} {name}: {rule}, {m2} m² ({cause})',
  },
  'out.plan-coverage': { zh: '{layer} {kind}：{count} 处，{m2} m²', en: '{layer}, {kind}: {count}, {m2} m²' },
  'out.plan-regularity': {
    zh: '{land}（{state}）：连片 {patches} 块，最大一块占 {largest} %，平均 {mean} m²，边缘密度 {edge} m/公顷，紧凑度 {compactness}',
    en: '{land} ({state}): {patches} contiguous {patches:patch|patches}, the largest {largest} %, mean {mean} m², edges {edge} m/ha, compactness {compactness}',
  },
  'out.plan-tables-written': { zh: '表格已写入 {file}。', en: 'Tables written to {file}.' },
  'out.plan-printed': { zh: '图件已写入 {file}（比例尺 1:{scale}）。', en: 'Map written to {file} (scale 1:{scale}).' },
  'out.plan-missing-characters': {
    zh: '字体中没有这些字，图上以〓代替：{characters}',
    en: 'The font lacks these characters, printed as 〓: {characters}',
  },
  'plan.print.title.base': { zh: '{plan} 土地利用现状图', en: '{plan}: present land use' },
  'plan.print.title.planned': { zh: '{plan} 土地利用规划图', en: '{plan}: planned land use' },
  'plan.print.years': { zh: '基期 {base} 年，目标年 {target} 年', en: 'base year {base}, target year {target}' },
  'plan.print.unknown': { zh: '未填', en: 'not given' },
  'plan.print.ha': { zh: '公顷', en: 'ha' },
  'plan.print.county': { zh: '县（区）代码', en: 'County code' },
  'plan.print.villages': { zh: '行政村', en: 'Villages' },
  'plan.print.version': { zh: '版本', en: 'Version' },
  'plan.print.status': { zh: '状态', en: 'Status' },
  'plan.print.area': { zh: '图斑总面积（椭球）', en: 'Area of patches (ellipsoid)' },
  'plan.print.crs': { zh: '坐标系', en: 'Coordinate system' },
  'plan.print.legend': { zh: '图例', en: 'Legend' },
  'plan.print.scale': { zh: '比例尺', en: 'Scale' },
  'plan.print.north': { zh: '北', en: 'N' },
  'plan.print.notes': { zh: '说明', en: 'Notes' },
  'plan.print.note.legend': {
    zh: '图例颜色和线型待核实，以当地制图规范为准。',
    en: 'Colours and line styles of the legend are to be confirmed against the local mapping standard.',
  },
  'plan.print.note.lines': {
    zh: '图例颜色已由区里核实；线型待核实，以当地制图规范为准。',
    en: 'Colours of the legend are confirmed by the district; line styles are to be confirmed against the local mapping standard.',
  },
  'plan.print.note.area': {
    zh: '图例面积为图斑椭球面积之和。',
    en: 'Areas in the legend are sums of ellipsoidal areas of patches.',
  },
  'plan.print.sign': { zh: '{name}（{stage}）', en: '{name} ({stage})' },
  'plan.print.projects': { zh: '近期项目（{count} 项）', en: 'Near-term projects ({count})' },
  'plan.print.projects.more': {
    zh: '另有 {count} 项，见近期项目表。',
    en: '{count} more {count:is|are} in the table of projects.',
  },
  'out.plan-coverage-written': {
    zh: '{count} 处问题已写入 {file}。',
    en: '{count} {count:finding|findings} written to {file}.',
  },
  'plan.print.line.village': { zh: '村界', en: 'village boundary' },
  'plan.print.line.basic_farmland': { zh: '永久基本农田', en: 'permanent basic farmland' },
  'plan.print.line.red_line': { zh: '生态保护红线', en: 'ecological red line' },
  'plan.print.line.flexible_boundary': { zh: '村庄弹性发展区', en: 'flexible village development' },
  'plan.print.line.construction_boundary': { zh: '村庄建设边界', en: 'village construction boundary' },
  'out.plan-open-class': {
    zh: '待细分：{class} 可为 {options}，已选 {chosen}',
    en: 'To be divided: {class} may be {options}; chosen: {chosen}',
  },
} as const satisfies Messages
