import { Alert } from 'antd'
import { useSurvey } from '../state/survey.tsx'
import { useWords } from './words.tsx'

/** Why nothing can be written into the open survey, in the window's language of now; null: it can. */
export function useWhyReadOnly(): string | null {
  const { readOnly } = useSurvey().survey
  const { word } = useWords()
  return readOnly === null ? null : word('start.read-only.sentence', readOnly)
}

/** Once above fields that only show what they hold, or with a `title` that says what cannot be done; nothing where the survey can be written. */
export function ReadOnlyNote({ title }: { readonly title?: string }) {
  const why = useWhyReadOnly()
  if (why === null) return null
  return (
    <Alert
      className="read-only-note"
      type="info"
      showIcon
      {...(title === undefined ? { title: why } : { title, description: why })}
    />
  )
}
