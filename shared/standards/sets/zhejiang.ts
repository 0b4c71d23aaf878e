import type { Text } from '../../lang/message.ts'
import { NATIONAL_PERIODS, type StandardSet } from '../standard-set.ts'
import { rulesOf } from './rules-of.ts'

const ARTICLE: Text = {
  zh: '浙江省土地管理条例（2021）第55条',
  en: 'Zhejiang land administration regulation (2021), art. 55',
}

const rule = rulesOf(ARTICLE)

/** An example of another province's form: by the land that was taken. Waste land counts as such only in the hills. */
export const zhejiang: StandardSet = {
  id: 'zhejiang-55',
  title: { zh: '浙江省宅基地面积上限（示例）', en: 'Zhejiang homestead ceilings (example)' },
  documents: [ARTICLE],
  status: 'draft',
  validFrom: null,
  validTo: null,
  toConfirm: true,
  terrains: [
    { id: 'plain', title: { zh: '平原', en: 'plain' }, from: ['plain', 'saline'] },
    { id: 'hill', title: { zh: '山区', en: 'hills' }, from: ['hill_flat', 'hill_slope'] },
  ],
  arableClasses: [],
  toleranceM2: 0,
  periods: NATIONAL_PERIODS,
  standards: [
    rule('ZJ_ARABLE', { land: 'arable' }, 125),
    rule('ZJ_OTHER', { land: 'other' }, 140),
    rule('ZJ_WASTE_PLAIN', { land: 'waste', terrain: 'plain' }, 140),
    rule('ZJ_WASTE_HILL', { land: 'waste', terrain: 'hill' }, 160),
  ],
  paidUse: null,
  withdrawal: null,
}
