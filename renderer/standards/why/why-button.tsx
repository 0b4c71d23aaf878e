import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { goTo } from '../../state/section.ts'
import { useWords } from '../../ui/words.tsx'

/** Leads to the printable reasons for one parcel or one household. Nothing where the object has no code to be named by. */
export function WhyButton(props: {
  readonly parcel?: unknown
  readonly household?: unknown
  readonly village?: unknown
}) {
  const { word } = useWords()
  const named = Object.entries(props).filter((given): given is [string, string] => typeof given[1] === 'string')
  if (!named.some(([name]) => name !== 'village')) return null
  return (
    <Button
      size="small"
      icon={<PrinterOutlined />}
      onClick={() => goTo('standards', { view: 'why', ...Object.fromEntries(named) })}
    >
      {word('standards.why.open')}
    </Button>
  )
}
