import { Button, type ButtonProps } from 'antd'
import { useWhyReadOnly } from './read-only.tsx'

/** A button that changes the survey: where that is open read-only it is off, and its title says why. */
export function WriteButton(props: ButtonProps) {
  const why = useWhyReadOnly()
  return why === null ? <Button {...props} /> : <Button {...props} disabled title={why} />
}
