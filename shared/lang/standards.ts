import type { Messages } from './message.ts'

export const standardsMessages = {
  'standards.unknown': {
    zh: '没有名为“{standards}”的标准集，也没有这个文件：请用随附或已保存的标准集编号，或 JSON、xlsx 文件。',
    en: 'There is neither a standard set nor a file "{standards}": name one that ships or was saved, or a JSON or xlsx file.',
  },
  'standards.unreadable': {
    zh: '标准集文件 {file} 不符合格式（{reason}）：请对照 standards export 写出的例子改正。',
    en: 'The standard set {file} does not have the expected form ({reason}): compare it with one that standards export writes.',
  },
  'standards.overlap': {
    zh: '标准 {standard} 与 {rival} 对同一种情形都给出限额：请删去其一。',
    en: 'The standards {standard} and {rival} both claim the same case: remove one of them.',
  },
  'standards.duplicate-id': {
    zh: '标准编号 {standard} 重复：请改为不同的编号。',
    en: 'The standard id {standard} stands twice: give them different ids.',
  },
  'standards.bad-limit': {
    zh: '标准 {standard} 的限额不是大于 0 的数：请改正。',
    en: 'The limit of standard {standard} is not a number above 0: correct it.',
  },
  'standard.missing': { zh: '标准集中没有适用的标准', en: 'the set has no standard for it' },
  'explain.result.not-homestead': {
    zh: '不是宅基地，不作面积测算',
    en: 'not a homestead, so no area standard applies',
  },
  'explain.result.not-assessable': { zh: '无法测算：{reason}', en: 'cannot be assessed: {reason}' },
  'explain.result.within': {
    zh: '面积 {area} m²，未超过标准 {limit} m²',
    en: '{area} m² is within the standard of {limit} m²',
  },
  'explain.result.over': {
    zh: '面积 {area} m²，标准 {limit} m²，超出 {excess} m²',
    en: '{area} m² against a standard of {limit} m²: {excess} m² over',
  },
  'explain.homestead.code': { zh: '宗地代码 {code}', en: 'parcel code {code}' },
  'explain.homestead.right': {
    zh: '没有合格的宗地代码；权利类型 {right}，用途 {use}',
    en: 'no well-formed parcel code; right {right}, use {use}',
  },
  'explain.homestead.rule-code': {
    zh: '宗地代码第13、14位为 JC 的是宅基地',
    en: 'a code whose characters 13–14 are JC is a homestead',
  },
  'explain.homestead.rule-right': {
    zh: '权利类型为 5、6 或用途为 0702、072 的是宅基地',
    en: 'right 5 or 6, or use 0702 or 072, is a homestead',
  },
  'explain.homestead.yes': { zh: '是宅基地，按宅基地面积标准测算', en: 'a homestead: the area standards apply' },
  'explain.homestead.no': { zh: '不是宅基地', en: 'not a homestead' },
  'explain.reason.geometry.self-intersection': {
    zh: '图形自相交，面积不可信',
    en: 'the boundary crosses itself, so its area cannot be trusted',
  },
  'geometry.unverified': { zh: '在村地以外被修改，面积尚未核实', en: 'edited outside CunDi, area not verified yet' },
  'explain.reason.geometry.unverified': {
    zh: '在村地以外被修改，面积尚未核实：请先运行 check 或 assess',
    en: 'edited outside CunDi, area not verified yet: run check or assess',
  },
  'explain.same-code': {
    zh: '有 {count} 宗地使用代码 {parcel}，以下说明其中第一宗',
    en: '{count} {count:parcel carries|parcels carry} the code {parcel}; this explains the first',
  },
  'explain.reason.geometry.missing': {
    zh: '没有可用的图形，面积未知',
    en: 'there is no usable boundary, so the area is unknown',
  },
  'explain.reason.village.missing': { zh: '没有登记所属行政村', en: 'no village is given' },
  'explain.reason.village.derived': {
    zh: '没有登记所属行政村；宗地代码提示可能是 {village}，须确认',
    en: 'no village is given; the parcel code suggests {village}, to be confirmed',
  },
  'explain.reason.village.unknown': {
    zh: '行政村 {village} 不在调查文件的村庄表中',
    en: 'village {village} is not in the survey',
  },
  'explain.reason.type.missing': {
    zh: '行政村 {village} 的村庄类型（城中村、近郊村、远郊村）未定',
    en: 'the type of village {village} is not decided',
  },
  'explain.reason.terrain.missing': {
    zh: '行政村 {village} 的地形未定，无法选定标准',
    en: 'the terrain of village {village} is not decided, so no standard can be chosen',
  },
  'explain.reason.standard.missing': {
    zh: '标准集中没有适用于行政村 {village} 的标准',
    en: 'the standard set has no standard for village {village}',
  },
  'explain.rule.needs': {
    zh: '测算需要有效的图形、所属行政村及其类型（远郊村还需地形）',
    en: 'an assessment needs a valid boundary, the village and its type (and the terrain of a far-suburb village)',
  },
  'explain.outcome.not-assessable': {
    zh: '无法测算，不等于未超占',
    en: 'cannot be assessed, which does not mean that it is within the standard',
  },
  'explain.village': { zh: '行政村 {village}', en: 'village {village}' },
  'explain.rule.village': {
    zh: '按调查文件中该村的类型和地形',
    en: 'by the type and terrain of the village in the survey',
  },
  'explain.outcome.village': { zh: '{type}，{terrain}', en: '{type}, {terrain}' },
  'explain.set': { zh: '标准集 {set}', en: 'standard set {set}' },
  'explain.rule.standard': { zh: '标准 {standard}', en: 'standard {standard}' },
  'explain.outcome.limit': { zh: '每户不超过 {limit} m²', en: 'at most {limit} m² per household' },
  'explain.outcome.limit-to-confirm': {
    zh: '每户不超过 {limit} m²（待核实）',
    en: 'at most {limit} m² per household (to be confirmed by the district, 待核实)',
  },
  'explain.area': {
    zh: '按界址点坐标计算的平面面积 {area} m²',
    en: 'plane area by the boundary coordinates, {area} m²',
  },
  'explain.rule.excess': {
    zh: '超出面积 = max(0, 计算面积 − 限额)，以未取整的面积计算',
    en: 'excess = max(0, computed area − limit), on unrounded areas',
  },
  'explain.arithmetic.excess': {
    zh: 'max(0, {area} − {limit}) = {excess} m²',
    en: 'max(0, {area} − {limit}) = {excess} m²',
  },
  'explain.outcome.over': { zh: '超出标准 {excess} m²', en: '{excess} m² over the standard' },
  'explain.outcome.within': { zh: '未超过标准', en: 'within the standard' },
} as const satisfies Messages
