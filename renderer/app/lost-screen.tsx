import { Button, Result } from 'antd'
import type { Words } from '../ui/words.tsx'

/** The core has gone: nothing is lost, because everything that was said to be saved is in the file. */
export function LostScreen({ words }: { readonly words: Words }) {
  return (
    <Result
      status="warning"
      title={words.word('window.lost.title')}
      subTitle={words.word('window.lost.advice')}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          {words.word('window.lost.again')}
        </Button>
      }
    />
  )
}
