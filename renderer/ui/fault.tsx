import { Alert } from 'antd'
import { Refused } from '../state/outcome.ts'
import { useWords } from './words.tsx'

/** Why something could not be shown: the refusal's own sentence, or that the program has met a fault. */
export function Fault({ error }: { readonly error: unknown }) {
  const words = useWords()
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={error instanceof Refused ? words.refusal(error.refusal) : words.word('window.fault')}
    />
  )
}
