import type { Messages } from './message.ts'

/** The window's page for what standard sets would do: simulations, moved limits, targets. */
export const effectsWindowMessages = {
  'standards.effects.open': { zh: '模拟测算…', en: 'See what it does…' },
  'standards.effects.none': {
    zh: '选择一个或几个标准集，查看它们对整个调查会有什么影响；调查本身不受影响。',
    en: 'Choose one set or several to see what they would do to the whole survey; the survey itself is not touched.',
  },
  'standards.effects.sets': { zh: '比较的标准集', en: 'Sets to compare' },
  'standards.effects.sets.choose': { zh: '请选择标准集', en: 'Choose sets' },
  'standards.effects.takeUpPercent': { zh: '退出比例（%）', en: 'Take-up (%)' },
  'standards.effects.landDownPercent': { zh: '目标：居住用地减少（%）', en: 'Target: land down by (%)' },
  'standards.effects.householdsOverPercent': {
    zh: '目标：超标准户不多于（%）',
    en: 'Target: households over at most (%)',
  },
  'standards.effects.run': { zh: '开始模拟', en: 'Simulate' },
  'standards.effects.working': { zh: '正在模拟', en: 'Simulating' },
  'standards.effects.save': { zh: '模拟并保存…', en: 'Simulate and save…' },
  'standards.effects.save.title': { zh: '模拟并保存在调查中', en: 'Simulate and keep it in the survey' },
  'standards.effects.save.name': { zh: '名称', en: 'Title' },
  'standards.effects.save.yes': { zh: '模拟并保存', en: 'Simulate and save' },
  'standards.effects.unsaved': { zh: '模拟结果（未保存）', en: 'Simulation (not saved)' },
  'standards.effects.as-of': {
    zh: '测算日期 {day}；{time} 由 {operator} 模拟',
    en: 'evaluated on {day}; simulated {time} by {operator}',
  },
  'standards.effects.stale': {
    zh: '模拟之后调查又有 {changes} 处改动：需要最新结果时请重新模拟。',
    en: 'The survey has had {changes} {changes:change|changes} since: simulate again for current figures.',
  },
  'standards.effects.draft-moved': {
    zh: '草案“{title}”在模拟之后又有修改：需要最新结果时请重新模拟。',
    en: 'The draft "{title}" was changed after it was simulated: simulate again for current figures.',
  },
  'standards.effects.changed': { zh: '此后有 {changes} 处改动', en: '{changes} {changes:change|changes} since' },
  'standards.effects.detail-of': { zh: '查看哪个标准集的明细', en: 'Details of which set' },
  'standards.effects.count': { zh: '显示分布，移动限额', en: 'Show the distribution and move limits' },
  'standards.effects.counting': { zh: '正在统计面积分布', en: 'Counting plot areas' },
  'standards.effects.move': {
    zh: '拖动图中或滑块上的限额，立即重新统计；调查不受影响。',
    en: 'Drag a limit in the chart or on its slider and it is counted anew at once; the survey is not touched.',
  },
  'standards.effects.reset': { zh: '恢复限额', en: 'Put the limits back' },
  'standards.effects.take': { zh: '把这些限额写入草案', en: 'Take these limits into the draft' },
  'standards.effects.no-plots': { zh: '没有可测算的宅基地。', en: 'There are no homesteads that can be assessed.' },
  'standards.effects.limit-of': { zh: '{standard} 的限额（m²）', en: 'limit of {standard} (m²)' },
  'standards.effects.slide': { zh: '移动 {standard} 的限额（m²）', en: 'move the limit of {standard} (m²)' },
  'standards.effects.histogram': {
    zh: '{standard}：宅基地面积分布，每10 m²一档，竖线为限额',
    en: '{standard}: plot areas by steps of 10 m², the line is the limit',
  },
  'standards.effects.recount': {
    zh: '{count} 宗中 {over} 宗超过，共超出 {area} m²',
    en: '{over} of {count} {count:plot|plots} over, by {area} m² in all',
  },
  'standards.effects.was': { zh: '（限额 {limit} m² 时为 {over} 宗）', en: '({over} at the limit of {limit} m²)' },
  'standards.effects.beyond': {
    zh: '另有 {count} 宗大于 {area} m²，图中未画，统计已计入。',
    en: '{count} {count:plot|plots} larger than {area} m² {count:is|are} not drawn, but counted.',
  },
  'standards.effects.found': {
    zh: '找到能达到目标、影响户数最少的限额。',
    en: 'These limits reach the target with the fewest households affected.',
  },
  'standards.effects.not-found': {
    zh: '查找范围内没有能达到目标的限额：请放宽目标，或从曲线上另选。',
    en: 'No limits within the bounds reach the target: relax it, or choose another point of the curve.',
  },
  'standards.effects.approximate': {
    zh: '为控制计算量略去了部分组合，影响户数可能比最优略多。',
    en: 'Some combinations were left out to keep the search small: a few more households than the best may be affected.',
  },
  'standards.effects.curve': {
    zh: '取舍曲线：居住用地减少与超标准户占比',
    en: 'Trade-off: residential land down against households over',
  },
  'standards.effects.point': { zh: '曲线上的选择', en: 'Point of the curve' },
  'standards.effects.classes': { zh: '农户分类（户）', en: 'Classes of households' },
  'standards.effects.reasons': { zh: '无法测算的原因（宗）', en: 'Why parcels cannot be assessed' },
  'standards.effects.steps': {
    zh: '每10 m²影响：限额为横轴时超过的宗地占比（%）',
    en: 'By steps of 10 m²: share of parcels above a limit (%)',
  },
  'standards.effects.saved': { zh: '已保存的模拟', en: 'Saved simulations' },
  'standards.effects.export': { zh: '导出 xlsx…', en: 'Export as xlsx…' },
} as const satisfies Messages
