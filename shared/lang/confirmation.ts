import type { Messages } from './message.ts'

/** Areas to confirm, households with several plots, fees: what the reasoning of the standards says. */
export const confirmationMessages = {
  'explain.reason.area.approved-zero': {
    zh: '批准面积填为 0，须先核实（未批准应留空）',
    en: 'the approved area is given as 0, to be verified first (no approval is a blank)',
  },
  'explain.reason.acquired.missing': {
    zh: '面积超过标准，而取得时间未知，无法按时期确定',
    en: 'the area exceeds the standard and the date of acquisition is unknown, so no period applies',
  },
  'explain.reason.acquired.imprecise': {
    zh: '取得时间只有年或月，恰在分期日期所在的年、月，须查明日期',
    en: 'only the year or month of acquisition is known, and a period begins within it: find out the day',
  },
  'explain.reason.enlarged.missing': {
    zh: '1982 年以前占用，但未登记此后是否扩大',
    en: 'taken before the first regulation, but nobody said whether it was enlarged since',
  },
  'explain.reason.handled.missing': {
    zh: '两个分期日期之间占用：须按当时规定处理，处理后的面积和文件尚未填写',
    en: 'taken between the two dates: it is handled by the rules of that time, and the result has not been entered yet',
  },
  'explain.reason.arable.missing': {
    zh: '行政村 {village} 的人均耕地未填，无法选定标准',
    en: 'the arable land per head of village {village} is not given, so no standard can be chosen',
  },
  'explain.reason.terrain.unmapped': {
    zh: '标准集没有说明行政村 {village} 的地形属于哪一类',
    en: 'the standard set does not say which of its classes the terrain of village {village} is',
  },
  'explain.reason.household-size.missing': {
    zh: '家庭人口未填，无法选定标准',
    en: 'the size of the household is not given, so no standard can be chosen',
  },
  'explain.reason.land-taken.missing': {
    zh: '占用的是耕地还是其他土地未填，无法选定标准',
    en: 'the kind of land that was taken is not given, so no standard can be chosen',
  },
  'explain.reason.plot-kind.missing': {
    zh: '未注明是新批还是既有宅基地，无法选定标准',
    en: 'it is not given whether the plot is new or existing, so no standard can be chosen',
  },
  'explain.reason.acquisition.missing': {
    zh: '其余各处的权属来源（是否继承）未填',
    en: 'it is not given how the further plots were acquired (whether by inheritance)',
  },
  'explain.reason.divisible.missing': {
    zh: '未注明该户是否可分户',
    en: 'it is not given whether the household may be divided',
  },
  'explain.reason.entitled.missing': {
    zh: '未注明该户是否有资格权',
    en: 'it is not given whether the household is entitled',
  },
  'acquired.imprecise': { zh: '取得时间不够精确', en: 'date of acquisition too coarse' },
  'enlarged.missing': { zh: '此后是否扩大未填', en: 'enlarged since or not: not given' },
  'handled.missing': { zh: '处理结果待填', en: 'result of the handling to be entered' },
  'explain.approval': { zh: '批准面积 {approved} m²', en: 'approved area {approved} m²' },
  'explain.approval.none': { zh: '没有批准面积', en: 'no approved area is known' },
  'explain.rule.approved': {
    zh: '有批准面积的，按批准面积确认；超出部分另记',
    en: 'where an approval is known, its area is confirmed and what is beyond it is noted',
  },
  'explain.arithmetic.approved': {
    zh: 'min({area}, {approved}) = {confirmed} m²；max(0, {area} − {approved}) = {excess} m²',
    en: 'min({area}, {approved}) = {confirmed} m²; max(0, {area} − {approved}) = {excess} m²',
  },
  'explain.outcome.no-approval': { zh: '按标准和占用时期确定', en: 'the standard and the period decide' },
  'explain.rule.within': {
    zh: '不超过标准的，按实际面积确认，不论何时占用',
    en: 'an area within the standard is confirmed as it is, whenever it was taken',
  },
  'explain.rule.within-tolerance': {
    zh: '不超过标准加容差 {tolerance} m² 的，按实际面积确认，不论何时占用',
    en: 'an area within the standard plus a tolerance of {tolerance} m² is confirmed as it is, whenever it was taken',
  },
  'explain.rule.period': {
    zh: '{first} 以前占用且此后未扩大的，按实际面积确认；{second} 以前的，按当时规定处理，结果人工填写；此后的，确认标准面积，超出部分在附记注明',
    en: 'taken before {first} and not enlarged since: the actual area; before {second}: handled by the rules of that time, the result entered by hand; later: the standard, with the excess noted',
  },
  'explain.rule.excess-tolerance': {
    zh: '超出面积 = 计算面积 − 限额；不超过限额加容差 {tolerance} m² 的不计超出，以未取整的面积计算',
    en: 'excess = computed area − limit, and none up to {tolerance} m² of tolerance above the limit, on unrounded areas',
  },
  'explain.acquired.enlarged-yes': { zh: '取得时间 {date}，此后扩大过', en: 'acquired {date}, enlarged since' },
  'explain.acquired.enlarged-no': { zh: '取得时间 {date}，此后未扩大', en: 'acquired {date}, not enlarged since' },
  'explain.acquired.enlarged-unknown': {
    zh: '取得时间 {date}，此后是否扩大未知',
    en: 'acquired {date}, unknown whether enlarged since',
  },
  'explain.acquired.handled': {
    zh: '取得时间 {date}，处理后确认 {handled} m²（{document}）',
    en: 'acquired {date}, handled with {handled} m² confirmed ({document})',
  },
  'explain.arithmetic.confirmed': {
    zh: '{area} − {confirmed} = {excess} m²',
    en: '{area} − {confirmed} = {excess} m²',
  },
  'explain.outcome.open': { zh: '尚不能确定：{reason}', en: 'cannot be said yet: {reason}' },
  'explain.outcome.confirmed': { zh: '确认 {confirmed} m²，无超占', en: '{confirmed} m² confirmed, no excess' },
  'explain.outcome.certificate.excess': {
    zh: '确认 {confirmed} m²，超占 {excess} m² 在附记注明',
    en: '{confirmed} m² confirmed, the excess of {excess} m² is noted',
  },
  'explain.outcome.certificate.history': {
    zh: '按历史原因确认实际面积 {confirmed} m²',
    en: 'the actual {confirmed} m² are confirmed for historical reasons',
  },
  'explain.outcome.certificate.handled': {
    zh: '按处理结果确认 {confirmed} m²，其余 {excess} m²',
    en: '{confirmed} m² confirmed as handled, {excess} m² beyond it',
  },
  'certificate.excess': {
    zh: '附记：该宗地确认面积 {confirmed} m²，超出面积 {excess} m² 未确权，待分户、翻建、搬迁或实施规划时处理。',
    en: 'Note: {confirmed} m² of this plot are confirmed; the excess of {excess} m² is not, and is dealt with when the household divides, rebuilds or moves or the plan is carried out.',
  },
  'certificate.history': {
    zh: '附记：该宗地于 {date} 以前占用，历史原因，按实际面积 {confirmed} m² 确认。',
    en: 'Note: taken by {date}; for historical reasons the actual {confirmed} m² are confirmed.',
  },
  'certificate.handled': {
    zh: '附记：超占部分已按 {document} 处理，确认面积 {confirmed} m²，其余 {excess} m²。',
    en: 'Note: the excess was handled by {document}; {confirmed} m² are confirmed, {excess} m² are not.',
  },
  'household_class.one-plot': { zh: '一户一宅', en: 'one household, one plot' },
  'household_class.several-dividable': { zh: '一户多宅（可分户）', en: 'several plots, household may be divided' },
  'household_class.several-inherited': { zh: '一户多宅（继承）', en: 'several plots, by inheritance' },
  'household_class.several-violating': { zh: '一户多宅（不符合规定）', en: 'several plots against the rule' },
  'household_class.several-open': { zh: '一户多宅（待查明）', en: 'several plots, to be clarified' },
  'household_class.non-member': { zh: '非本集体成员', en: 'not a member of the collective' },
  'household_class.no-plot-entitled': { zh: '有资格而无宅基地', en: 'entitled, without a plot' },
  'household_class.no-plot-open': { zh: '无宅基地（资格待查明）', en: 'without a plot, entitlement to be clarified' },
  'household_class.no-plot': { zh: '无宅基地', en: 'without a plot' },
  'plot_fate.kept': { zh: '作为该户的一处宅基地保留', en: 'kept as the household’s one plot' },
  'plot_fate.divided': { zh: '分户后归分出的户', en: 'goes to a household that divides off' },
  'plot_fate.inherited': { zh: '继承房屋占用，可登记并在附记注明', en: 'inherited house: registered with a note' },
  'plot_fate.withdraw': { zh: '闲置或废弃，优先有偿退出', en: 'idle or abandoned: paid withdrawal comes first' },
  'plot_fate.pay-or-return': { zh: '有偿使用或退回集体', en: 'paid use, or given back to the collective' },
  'plot_fate.open': { zh: '待查明后确定', en: 'open until the facts are known' },
  'explain.household.over': {
    zh: '{class}：{plots} 处共 {area} m²，限额 {limit} m²，超出 {excess} m²',
    en: '{class}: {plots} plot(s) of {area} m² together against {limit} m², {excess} m² over',
  },
  'explain.household.within': {
    zh: '{class}：{plots} 处共 {area} m²，未超过限额 {limit} m²',
    en: '{class}: {plots} plot(s) of {area} m² together, within {limit} m²',
  },
  'explain.household.open': { zh: '{class}：尚不能测算：{reason}', en: '{class}: cannot be assessed yet: {reason}' },
  'explain.household.no-plot': { zh: '{class}', en: '{class}' },
  'explain.household.plots': {
    zh: '宅基地 {plots} 处，共 {area} m²',
    en: '{plots} homestead plot(s), {area} m² together',
  },
  'explain.household.rule.plots': {
    zh: '一户只能拥有一处宅基地（《土地管理法》第62条）',
    en: 'a household has one homestead only (Land Administration Law, art. 62)',
  },
  'explain.household.outcome.class': { zh: '{class}', en: '{class}' },
  'explain.household.outcome.open': { zh: '待查明：{reason}', en: 'to be clarified: {reason}' },
  'explain.household.divisible': {
    zh: '可分为 {households} 户（含本户）',
    en: 'may be divided into {households} household(s), itself included',
  },
  'explain.household.divisible-unknown': { zh: '是否可分户未知', en: 'unknown whether it may be divided' },
  'explain.household.rule.class': {
    zh: '符合分户条件而未分户的，各处合计不超过分户后标准之和可予确认；继承房屋占用的可登记并注明（做法待核实）',
    en: 'a household that may be divided keeps its plots within the sum of the divided standards; inherited houses are registered with a note (practice to be confirmed)',
  },
  'explain.household.kept': { zh: '宗地 {parcel}', en: 'parcel {parcel}' },
  'explain.household.rule.only': { zh: '只有这一处', en: 'the only plot' },
  'explain.household.rule.kept': {
    zh: '依次看：人工指定、有批准、在用、未超标准、取得较早、面积较大',
    en: 'in this order: said by hand, approved, in use, within the standard, acquired earlier, larger',
  },
  'explain.household.outcome.kept': { zh: '作为该户的一处宅基地', en: 'counts as the household’s one plot' },
  'explain.household.outcome.by-hand': {
    zh: '人工指定为该户的一处宅基地',
    en: 'said by hand to be the household’s one plot',
  },
  'explain.household.counted': { zh: '计入限额的面积 {area} m²', en: '{area} m² count against the limit' },
  'explain.household.rule.excess': {
    zh: '超出 = 计入面积 − 标准 × 户数；继承的各处不计入，容差 {tolerance} m²',
    en: 'excess = counted area − standard × households; inherited plots do not count, tolerance {tolerance} m²',
  },
  'explain.household.arithmetic': {
    zh: '{area} − {limit} × {households} → {excess} m²',
    en: '{area} − {limit} × {households} → {excess} m²',
  },
  'explain.household.plot': { zh: '宗地 {parcel}', en: 'parcel {parcel}' },
  'explain.household.rule.fate': {
    zh: '按该户类别、权属来源和利用状态',
    en: 'by the household’s class, how the plot was acquired and how it is used',
  },
  'explain.household.outcome.fate': { zh: '{fate}', en: '{fate}' },
  'explain.fee.charged': { zh: '计费面积 {area} m²', en: '{area} m² are charged' },
  'explain.fee.rule.yearly': {
    zh: '按超出面积分档计费，起征面积 {free} m²，每年',
    en: 'by tiers of the excess after {free} free m², yearly',
  },
  'explain.fee.rule.once': {
    zh: '按超出面积分档计费，起征面积 {free} m²，一次性',
    en: 'by tiers of the excess after {free} free m², once',
  },
  'explain.fee.arithmetic': { zh: '{tiers} = {yuan} 元', en: '{tiers} = {yuan} yuan' },
  'explain.fee.outcome.yearly': { zh: '有偿使用费每年 {yuan} 元', en: 'a fee of {yuan} yuan a year' },
  'explain.fee.outcome.once': { zh: '有偿使用费一次性 {yuan} 元', en: 'a fee of {yuan} yuan, once' },
  'explain.fee.exempt': { zh: '属减免类别，不收费', en: 'exempt: nothing is charged' },
  'explain.withdrawal.plot': {
    zh: '退出宗地 {parcel}，{area} m²，房屋 {buildings} 幢',
    en: 'parcel {parcel} given back: {area} m², {buildings} building(s)',
  },
  'explain.withdrawal.rule': {
    zh: '补偿 = 土地（{land} 元/m²）+ 房屋（按结构、层数和房龄）+ 奖励（每处 {reward} 元，{rewardM2} 元/m²）',
    en: 'compensation = land ({land} yuan/m²) + buildings (by structure, storeys and age) + reward ({reward} yuan a plot, {rewardM2} yuan/m²)',
  },
  'explain.withdrawal.arithmetic': {
    zh: '{land} + {building} + {reward} = {yuan} 元',
    en: '{land} + {building} + {reward} = {yuan} yuan',
  },
  'explain.withdrawal.outcome': { zh: '自愿退出补偿 {yuan} 元', en: '{yuan} yuan if it is given back' },
  'explain.withdrawal.building.floor-area': {
    zh: '房屋建筑面积未知，补偿尚不能计算：请补录建筑面积',
    en: 'the floor area of a building is unknown, so it cannot be reckoned yet: enter it',
  },
  'explain.withdrawal.building.rate': {
    zh: '标准集没有这类房屋的单价，补偿尚不能计算：请在标准集中补上',
    en: 'the set has no rate for a building, so it cannot be reckoned yet: add one to the set',
  },
  'explain.withdrawal.building.year': {
    zh: '房屋建成年份未知，补偿尚不能计算：请补录竣工时间',
    en: 'the year of a building is unknown, so it cannot be reckoned yet: enter it',
  },
  'explain.basis': {
    zh: '依据：{title}（{set}，{version}），测算日期 {on}，内容校验码 {hash}',
    en: 'Rests on: {title} ({set}, {version}), evaluated on {on}, content {hash}',
  },
  'explain.basis.version': { zh: '第 {version} 版', en: 'version {version}' },
  'explain.basis.shipped': { zh: '无版本号', en: 'no version' },
  'explain.basis.assessed': { zh: '按 {time} 的测算', en: 'by the assessment of {time}' },
  'explain.basis.not-assessed': {
    zh: '尚未测算，按现行标准集和今天推算',
    en: 'not assessed yet: by the set in force, as of today',
  },
  'explain.basis.in-force': {
    zh: '现行标准集已是 {title}（{set}，{version}）：请重新测算。',
    en: 'The set in force is now {title} ({set}, {version}): assess again.',
  },
  'explain.stale': {
    zh: '保存的测算结果已过时，资料此后有改动，以下按现有资料说明：请重新测算。',
    en: 'The stored result is of an earlier state; what follows is of the data as they are now: assess again.',
  },
  'explain.stale.type': {
    zh: '自 {since} 起该村为{type}，测算日期在此以前：请按新的日期重新测算。',
    en: 'From {since} the village is of the type {type}, after the day of the assessment: assess again by a later day.',
  },
  'standards.gap': {
    zh: '没有一条标准适用于这种情形：{example}',
    en: 'no standard holds for this case: {example}',
  },
  'standards.has-gaps': {
    zh: '{standards} 还有 {count} 种情形没有标准，不能采用：请逐一核对并补全标准。',
    en: '{standards} has {count} {count:case|cases} without a standard and cannot be adopted: look at them and add rules.',
  },
  'standards.bad-range': {
    zh: '标准 {standard} 的人数或日期范围颠倒或无效：请改正。',
    en: 'The range of persons or dates of standard {standard} is reversed or invalid: correct it.',
  },
  'standards.unknown-class': {
    zh: '标准 {standard} 使用了标准集没有定义的类别 {class}：请先定义。',
    en: 'Standard {standard} uses the class {class}, which the set does not define: define it first.',
  },
  'standards.bad-classes': {
    zh: '类别 {class} 与另一类重复或顺序不对：每种地形只能归一类，人均耕地由小到大、最后一类不设上限。',
    en: 'The class {class} repeats another or stands out of order: each terrain belongs to one class, arable classes ascend and the last one is open.',
  },
  'standards.too-many-cases': {
    zh: '标准集共有 {cases} 种情形，超过 {most} 种，无法逐一核对：请减少分档。',
    en: 'The set has {cases} {cases:case|cases}, more than the {most} that can be checked one by one: use fewer bands.',
  },
} as const satisfies Messages
