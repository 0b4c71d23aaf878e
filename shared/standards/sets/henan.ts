import type { Text } from '../../lang/message.ts'
import type { VillageType } from '../../model/code-lists.ts'
import { type AreaStandard, NATIONAL_PERIODS, type StandardSet } from '../standard-set.ts'
import { rulesOf } from './rules-of.ts'

const ARTICLE: Text = {
  zh: '河南省实施《土地管理法》办法 第53条',
  en: 'Henan measures implementing the Land Administration Law, art. 53',
}

const rule = rulesOf(ARTICLE)
const suburb = (id: string, villageType: VillageType): AreaStandard => rule(id, { villageType }, 134)
const far = { villageType: 'far_suburb' } as const
const hillsOn = (
  id: string,
  land: 'arable' | 'other' | 'waste',
  arable: string | null,
  limitM2: number,
): AreaStandard => rule(id, { ...far, terrain: 'hill', land, arable }, limitM2)

/** An example of another province's form: by suburb, terrain, arable land per head and, in the hills, the land taken. */
export const henan: StandardSet = {
  id: 'henan-53',
  title: { zh: '河南省宅基地面积标准（示例）', en: 'Henan homestead standards (example)' },
  documents: [ARTICLE],
  status: 'draft',
  validFrom: null,
  validTo: null,
  toConfirm: true,
  terrains: [
    { id: 'plain', title: { zh: '平原', en: 'plain' }, from: ['plain', 'saline'] },
    { id: 'hill', title: { zh: '山区、丘陵', en: 'hills and mountains' }, from: ['hill_flat', 'hill_slope'] },
  ],
  arableClasses: [
    { id: 'scarce', title: { zh: '人均耕地 667 m² 以下', en: 'up to 667 m² of arable land per head' }, upToM2: 667 },
    { id: 'ample', title: { zh: '人均耕地超过 667 m²', en: 'over 667 m² of arable land per head' }, upToM2: null },
  ],
  toleranceM2: 0,
  periods: NATIONAL_PERIODS,
  standards: [
    suburb('HA_SUBURB_URBAN', 'urban_village'),
    suburb('HA_SUBURB_NEAR', 'near_suburb'),
    rule('HA_PLAIN_SCARCE', { ...far, terrain: 'plain', arable: 'scarce' }, 134),
    rule('HA_PLAIN_AMPLE', { ...far, terrain: 'plain', arable: 'ample' }, 167),
    hillsOn('HA_HILL_OTHER', 'other', null, 200),
    hillsOn('HA_HILL_WASTE', 'waste', null, 200),
    hillsOn('HA_HILL_ARABLE_SCARCE', 'arable', 'scarce', 134),
    hillsOn('HA_HILL_ARABLE_AMPLE', 'arable', 'ample', 167),
  ],
  paidUse: null,
  withdrawal: null,
}
