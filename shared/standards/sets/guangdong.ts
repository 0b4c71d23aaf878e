import type { Text } from '../../lang/message.ts'
import { NATIONAL_PERIODS, type StandardSet } from '../standard-set.ts'
import { rulesOf } from './rules-of.ts'

const ARTICLE: Text = {
  zh: '广东省土地管理条例（2022）第42条',
  en: 'Guangdong land administration regulation (2022), art. 42',
}

const rule = rulesOf(ARTICLE, { plot: 'new' })
const far = { villageType: 'far_suburb' } as const

/**
 * An example of another province's form: newly approved plots alone, by plain, hill and mountain. Plots that stood before
 * have no limit here. Which of the survey's terrains is hill and which mountain is for the user to say.
 */
export const guangdong: StandardSet = {
  id: 'guangdong-42',
  title: { zh: '广东省新批宅基地面积标准（示例）', en: 'Guangdong standards for newly approved homesteads (example)' },
  documents: [ARTICLE],
  status: 'draft',
  validFrom: null,
  validTo: null,
  toConfirm: true,
  terrains: [
    { id: 'plain', title: { zh: '平原', en: 'plain' }, from: ['plain', 'saline'] },
    { id: 'hill', title: { zh: '丘陵', en: 'hills' }, from: ['hill_flat'] },
    { id: 'mountain', title: { zh: '山区', en: 'mountains' }, from: ['hill_slope'] },
  ],
  arableClasses: [],
  toleranceM2: 0,
  periods: NATIONAL_PERIODS,
  standards: [
    rule('GD_SUBURB_URBAN', { villageType: 'urban_village' }, 80),
    rule('GD_SUBURB_NEAR', { villageType: 'near_suburb' }, 80),
    rule('GD_PLAIN', { ...far, terrain: 'plain' }, 80),
    rule('GD_HILL', { ...far, terrain: 'hill' }, 120),
    rule('GD_MOUNTAIN', { ...far, terrain: 'mountain' }, 150),
  ],
  paidUse: null,
  withdrawal: null,
}
