import { Button, type ButtonProps } from 'antd'
import { useSurvey } from '../state/survey.tsx'

/** A button that changes the survey: where that is open read-only it is off, and its title says why. */
export function WriteButton(props: ButtonProps) {
  const { readOnly } = useSurvey().survey
  return readOnly === null ? <Button {...props} /> : <Button {...props} disabled title={readOnly} />
}
