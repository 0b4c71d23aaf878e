import { Select } from 'antd'
import { NO_VILLAGE } from '../../shared/planning/overlay-of-village.ts'
import { useWords } from '../ui/words.tsx'
import { type ChosenScenario, usePlanPlace } from './use-plans.ts'

const ALL = 'all'

/** The village that the address limits figures and maps to; null: all, also where a plan has only one. */
export function useChosenVillage(plan: ChosenScenario['plan']): string | null {
  const { params } = usePlanPlace()
  const known = plan.villages.map(({ code }) => code ?? NO_VILLAGE)
  return known.length > 1 && params.village !== undefined && known.includes(params.village) ? params.village : null
}

/** All villages of a plan or one of them; nothing where there is but one. */
export function VillageSelect({ plan }: { readonly plan: ChosenScenario['plan'] }) {
  const { word } = useWords()
  const { go } = usePlanPlace()
  const chosen = useChosenVillage(plan)
  if (plan.villages.length < 2) return null
  return (
    <Select
      className="planning-village"
      aria-label={word('planning.pieces.village')}
      value={chosen ?? ALL}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={(value) => go({ village: value === ALL ? undefined : value })}
      options={[
        { value: ALL, label: word('planning.village.all', { count: plan.villages.length }) },
        ...plan.villages.map(({ code, name }) => ({
          value: code ?? NO_VILLAGE,
          label:
            code === null
              ? word('planning.closing.no-village')
              : [name, code].filter((part) => part !== null).join(' '),
        })),
      ]}
    />
  )
}
