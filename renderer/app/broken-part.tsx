import { Button } from 'antd'
import { useWords } from '../ui/words.tsx'
import { CalmScreen } from './start/calm-screen.tsx'

/** In the place of what could not be drawn: what is safe, and the way out. */
export function BrokenPart({ onAgain }: { readonly onAgain: () => void }) {
  const { word } = useWords()
  return (
    <CalmScreen
      title={word('window.broken.title')}
      onBack={null}
      actions={
        <Button type="primary" onClick={onAgain}>
          {word('window.broken.again')}
        </Button>
      }
    >
      <p role="alert">{word('window.broken.advice')}</p>
    </CalmScreen>
  )
}
