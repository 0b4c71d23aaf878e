import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { ObjectRow } from '../../../shared/contract/object-answers.ts'
import { rightTiers } from '../../../shared/model/code-lists.ts'
import { useObjectCommands } from '../../commands/objects.ts'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { titleOf } from './object-title.ts'

type Tier = keyof typeof rightTiers.codes

/** A right in a parcel: its tier, and a holder among the people of the parcel or by name. */
export function AddRight(props: {
  readonly parcel: string
  readonly persons: readonly ObjectRow[]
  readonly household: ObjectRow | null
}) {
  const { parcel, persons, household } = props
  const words = useWords()
  const { word, pick } = words
  const { create } = useObjectCommands()
  const { message } = App.useApp()
  const [isOpen, setOpen] = useState(false)
  const [tier, setTier] = useState<Tier>('qualification')
  const [holder, setHolder] = useState<string | null>(null)
  const [name, setName] = useState('')
  if (!isOpen)
    return (
      <WriteButton size="small" onClick={() => setOpen(true)}>
        {word('object.add.right')}
      </WriteButton>
    )
  const holders = [...(household === null ? [] : [household]), ...persons]
  const chosen = holders.find(({ id }) => id === holder)
  const add = async (): Promise<void> => {
    const end = await create('land_right', {
      parcel_id: parcel,
      tier,
      holder_name: name.trim() !== '' ? name : chosen === undefined ? null : titleOf(chosen, words),
      ...(chosen?.layer === 'person' ? { person_id: chosen.id } : {}),
      ...(chosen?.layer === 'household' ? { household_id: chosen.id } : {}),
    })
    if (!end.ok) void message.warning(end.message)
    else {
      setOpen(false)
      setHolder(null)
      setName('')
    }
  }
  return (
    <div className="object-add">
      <Select<Tier>
        size="small"
        aria-label={word('object.rights')}
        value={tier}
        onChange={setTier}
        options={Object.entries(rightTiers.codes).map(([value, title]) => ({
          value: value as Tier,
          label: pick(title),
        }))}
      />
      <Select
        size="small"
        allowClear
        aria-label={word('object.persons')}
        placeholder={word('object.choose')}
        value={holder}
        onChange={(id: string | undefined) => setHolder(id ?? null)}
        options={holders.map((row) => ({ value: row.id, label: titleOf(row, words) }))}
      />
      <Input
        size="small"
        aria-label={word('object.right.holder')}
        placeholder={chosen === undefined ? '' : titleOf(chosen, words)}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={() => void add()}
      />
      <Button
        size="small"
        type="primary"
        disabled={chosen === undefined && name.trim() === ''}
        onClick={() => void add()}
      >
        {word('object.add')}
      </Button>
      <Button size="small" onClick={() => setOpen(false)}>
        {word('window.cancel')}
      </Button>
    </div>
  )
}
