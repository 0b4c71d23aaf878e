import type { Messages } from './message.ts'

/** The section 导入: batches, their rollback and what stands in its way. */
export const importBatchMessages = {
  'import.batch': { zh: '批次', en: 'Batch' },
  'import.batch.file': { zh: '文件 / 图层', en: 'File / layer' },
  'import.batch.at': { zh: '时间', en: 'When' },
  'import.batch.by': { zh: '操作员', en: 'Who' },
  'import.batch.team': { zh: '作业队', en: 'Team' },
  'import.batch.counts': { zh: '记录', en: 'Records' },
  'import.batch.numbers': {
    zh: '导入 {imported}，更新 {updated}，拒绝 {rejected}',
    en: '{imported} imported, {updated} updated, {rejected} rejected',
  },
  'import.batch.state': { zh: '状态', en: 'State' },
  'import.batch.stands': { zh: '有效', en: 'stands' },
  'import.batch.rolled-back': { zh: '已回滚', en: 'rolled back' },
  'import.batch.pending': { zh: '待修正的被拒记录', en: 'Rejected, not mended' },
  'import.unsigned': { zh: '未署名', en: 'unsigned' },
  'import.no-batches': { zh: '还没有导入过文件', en: 'Nothing has been imported yet' },
  'import.rollback': { zh: '回滚', en: 'Roll back' },
  'import.rollback.ask': { zh: '回滚批次 {batch}？', en: 'Roll batch {batch} back?' },
  'import.rollback.what': {
    zh: '将移除它导入的 {removed} 个对象，并把它更新的 {restored} 个恢复原状；回滚后仍可恢复。',
    en: 'Objects that it imported leave ({removed}) and objects that it updated return to what they were ({restored}); this can be taken back.',
  },
  'import.rolled-back': {
    zh: '已回滚批次 {batch}：移除 {removed} 个对象，恢复 {restored} 个',
    en: 'Batch {batch} was rolled back: objects removed {removed}, restored {restored}',
  },
  'import.bring-back': { zh: '撤销回滚', en: 'Undo the rollback' },
  'import.brought-back': { zh: '批次 {batch} 已恢复：{count} 个对象', en: 'Batch {batch} is back; objects: {count}' },
  'import.to-history': { zh: '查看历史', en: 'See the history' },
  'import.in-use.edit': { zh: '之后修改过的对象 {name}', en: 'an object edited since: {name}' },
  'import.in-use.building': { zh: '宗地上的房屋 {name}', en: 'a building on one of its parcels: {name}' },
  'import.in-use.right': { zh: '宗地上的权利 {name}', en: 'a right to one of its parcels: {name}' },
  'import.in-use.parcel': { zh: '属于该村的宗地 {name}', en: 'a parcel of one of its villages: {name}' },
} as const satisfies Messages
