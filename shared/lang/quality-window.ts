import type { Messages } from './message.ts'

/** The section 质检 of the window. */
export const qualityWindowMessages = {
  'section.quality': { zh: '质检', en: 'Check' },
  'quality.run': { zh: '开始质检', en: 'Run the check' },
  'quality.running': { zh: '质检', en: 'Check' },
  'quality.checked': {
    zh: '质检完成：{findings} 个问题，其中未豁免的错误 {blocking} 个',
    en: 'Checked: {findings} {findings:finding|findings}, {blocking} of them errors that nobody has waived',
  },
  'quality.stored': {
    zh: '下面是最近一次质检的结果；数据改动后请重新质检。',
    en: 'These are the results of the latest check; run it again after changes.',
  },
  'quality.blocking': {
    zh: '{blocking} 个未豁免的错误会阻止成果包交付',
    en: '{blocking} unwaived {blocking:error keeps|errors keep} a package from being handed over',
  },
  'quality.clear': { zh: '没有阻止交付的错误', en: 'No error blocks the hand-over' },
  'quality.none': {
    zh: '没有已记录的问题。尚未质检过的调查请先开始质检。',
    en: 'No findings are stored. If this survey was never checked, run the check.',
  },
  'quality.all-rules': { zh: '全部规则', en: 'All rules' },
  'quality.rules': { zh: '规则', en: 'Rules' },
  'quality.show': { zh: '显示', en: 'Show' },
  'quality.show.open': { zh: '未豁免', en: 'Not waived' },
  'quality.show.waived': { zh: '已豁免', en: 'Waived' },
  'quality.show.both': { zh: '全部', en: 'All' },
  'quality.finding': { zh: '问题', en: 'Finding' },
  'quality.objects': { zh: '对象', en: 'Objects' },
  'quality.record': { zh: '记录 {record}', en: 'record {record}' },
  'quality.place': { zh: '位置', en: 'Place' },
  'quality.show-batches': { zh: '查看导入批次', en: 'Show the batches' },
  'quality.show-place': { zh: '在地图上查看', en: 'Show on the map' },
  'quality.waive': { zh: '豁免', en: 'Waive' },
  'quality.unwaive': { zh: '撤销豁免', en: 'Take back' },
  'quality.waive.title': { zh: '豁免此问题', en: 'Waive this finding' },
  'quality.unwaive.title': { zh: '撤销对此问题的豁免', en: 'Take the waiver back' },
  'quality.why': { zh: '理由（记入日志，勿写证件号码）', en: 'Reason (kept in the journal; no identity numbers)' },
  'quality.why.needed': { zh: '请写明理由', en: 'Give a reason' },
  'quality.waived-because': { zh: '已豁免：{why}', en: 'Waived: {why}' },
  'quality.cancelled': { zh: '质检已取消，原有结果未变。', en: 'The check was cancelled; the earlier results stand.' },
  'quality.count': { zh: '{count} 个', en: '{count}' },
  'finding.not-waived': {
    zh: '问题 {finding} 没有被豁免，无需撤销。',
    en: 'The finding {finding} is not waived; there is nothing to take back.',
  },
} as const satisfies Messages
