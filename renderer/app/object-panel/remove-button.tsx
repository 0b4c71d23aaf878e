import { App, Popconfirm } from 'antd'
import type { CreatableLayer } from '../../../shared/model/object-columns.ts'
import { useObjectCommands } from '../../commands/objects.ts'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'

/** Takes one object away, after a question; what rests on it is said instead. */
export function RemoveButton(props: {
  readonly layer: CreatableLayer
  readonly id: string
  readonly rev: number
  /** What is taken away, for those who do not see where the button stands. */
  readonly label?: string
}) {
  const { layer, id, rev, label } = props
  const { word } = useWords()
  const { remove } = useObjectCommands()
  const { message } = App.useApp()
  return (
    <Popconfirm
      title={word('object.remove.sure')}
      onConfirm={async () => {
        const end = await remove(layer, id, rev)
        if (!end.ok) void message.warning(end.message)
      }}
    >
      <WriteButton
        size="small"
        danger
        {...(label === undefined ? {} : { 'aria-label': `${word('object.remove')} ${label}` })}
      >
        {word('object.remove')}
      </WriteButton>
    </Popconfirm>
  )
}
