import type { Text } from '../../lang/message.ts'
import type { VillageType } from '../../model/code-lists.ts'
import { samplePaidUse, sampleWithdrawal } from '../sample-policies.ts'
import { type AreaStandard, NATIONAL_PERIODS, type StandardSet, SURVEY_TERRAINS } from '../standard-set.ts'
import { rulesOf } from './rules-of.ts'

const ARTICLE: Text = {
  zh: '山东省实施《土地管理法》办法 第43条（待核实）',
  en: 'Shandong measures implementing the Land Administration Law, art. 43 (to be confirmed)',
}

const rule = rulesOf(ARTICLE, { toConfirm: true })
const ceiling = (id: string, villageType: VillageType, terrain: string | null, limitM2: number): AreaStandard =>
  rule(id, { villageType, terrain }, limitM2)

/**
 * Provincial ceilings, read for the three village types of 菏定政办字〔2019〕45号. The notice gives no figures per type and the
 * articles could not be read in an official text: the district confirms or replaces them, until then they are 待核实.
 */
export const shandongCeilings: StandardSet = {
  id: 'sd-ceilings',
  title: { zh: '山东省宅基地面积上限（按村庄类型套用）', en: 'Shandong homestead ceilings, by village type' },
  documents: [ARTICLE],
  status: 'adopted',
  validFrom: null,
  validTo: null,
  toConfirm: true,
  terrains: SURVEY_TERRAINS,
  arableClasses: [],
  toleranceM2: 0,
  periods: NATIONAL_PERIODS,
  standards: [
    ceiling('SD_SUBURB_URBAN', 'urban_village', null, 166),
    ceiling('SD_SUBURB_NEAR', 'near_suburb', null, 166),
    ceiling('SD_PLAIN', 'far_suburb', 'plain', 200),
    ceiling('SD_SALINE', 'far_suburb', 'saline', 264),
    ceiling('SD_HILL_FLAT', 'far_suburb', 'hill_flat', 132),
    ceiling('SD_HILL_SLOPE', 'far_suburb', 'hill_slope', 264),
  ],
  paidUse: samplePaidUse,
  withdrawal: sampleWithdrawal,
}
