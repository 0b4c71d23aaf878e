import { App, Button } from 'antd'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { goTo } from '../../state/section.ts'
import { useSelection } from '../../state/selection.tsx'
import { useSurvey } from '../../state/survey.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Explained } from './justification.tsx'

/** From the reasons back to the household that they speak of. */
export function OpenObject({ explained }: { readonly explained: Explained }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { setActive } = useSelection()
  const { message } = App.useApp()
  const { household } = explained
  if (household === null) return null
  const open = async (): Promise<void> => {
    const { village } = household
    const { households } = unwrap(await core.objects.households({ survey: survey.id, village }))
    const found = households.find(({ values }) => values.household_code === household.household)
    const plot = household.plots[0]
    if (found !== undefined) setActive({ layer: 'household', id: found.id })
    else if (plot !== undefined) setActive({ layer: 'parcel', id: plot.id })
    goTo('survey', {
      layer: found === undefined ? 'parcel' : 'household',
      ...(village === null ? {} : { village }),
    })
  }
  return (
    <Button onClick={() => void open().catch(() => message.error(word('window.fault')))}>
      {word('standards.why.open-household')}
    </Button>
  )
}
