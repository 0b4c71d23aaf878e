import { Drawer } from 'antd'
import { useWords } from '../../ui/words.tsx'
import { HouseholdCard } from './household-card.tsx'

/** One household's card beside whatever is shown. `household` null: closed. */
export function HouseholdDrawer(props: { readonly household: string | null; readonly onClose: () => void }) {
  const { word } = useWords()
  return (
    <Drawer
      open={props.household !== null}
      size={560}
      title={word('object.household.card')}
      onClose={props.onClose}
      destroyOnHidden
    >
      {props.household === null ? null : <HouseholdCard id={props.household} onLeave={props.onClose} />}
    </Drawer>
  )
}
