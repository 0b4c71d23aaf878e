import { Button, Space } from 'antd'

/** The encodings to choose among, a button each. */
export function EncodingButtons(props: {
  readonly proposals: readonly string[]
  readonly onChosen: (encoding: string) => void
}) {
  return (
    <Space wrap>
      {props.proposals.map((encoding) => (
        <Button key={encoding} size="small" onClick={() => props.onChosen(encoding)}>
          {encoding}
        </Button>
      ))}
    </Space>
  )
}
