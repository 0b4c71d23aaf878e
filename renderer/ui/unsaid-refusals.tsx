import { App } from 'antd'
import { useEffect } from 'react'
import { Refused } from '../state/outcome.ts'
import { useWords } from './words.tsx'

/** What a button began and nobody waits for may be refused (settings that cannot be written, say): it is said, never lost. */
export function UnsaidRefusals() {
  const { refusal } = useWords()
  const { message } = App.useApp()
  useEffect(() => {
    const say = (event: PromiseRejectionEvent): void => {
      if (!(event.reason instanceof Refused)) return
      event.preventDefault()
      void message.error({ content: refusal(event.reason.refusal), duration: 8 })
    }
    window.addEventListener('unhandledrejection', say)
    return () => window.removeEventListener('unhandledrejection', say)
  }, [message, refusal])
  return null
}
