import { Button, Popover } from 'antd'
import { type ReactNode, useRef } from 'react'

interface PanelButtonProps {
  readonly label: string
  /** Above what the panel holds. */
  readonly title: string
  readonly disabled?: boolean
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly children: ReactNode
}

/**
 * A button with a panel of controls below it. Ant Design puts the panel at the end of the page, where Tab comes last: here opening
 * leads into it, and Escape back to the button.
 */
export function PanelButton({ label, title, disabled = false, open, onOpenChange, children }: PanelButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={title}
      open={open}
      onOpenChange={onOpenChange}
      afterOpenChange={(isOpen) => {
        if (isOpen) panel.current?.querySelector<HTMLElement>('input, button')?.focus()
      }}
      content={
        // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the controls in it
        <div
          ref={panel}
          onKeyDown={(event) => {
            // An open list of choices takes the first Escape.
            if (event.key !== 'Escape' || panel.current?.querySelector('[aria-expanded="true"]') != null) return
            onOpenChange(false)
            button.current?.focus()
          }}
        >
          {children}
        </div>
      }
    >
      <Button ref={button} disabled={disabled} aria-haspopup="dialog" aria-expanded={open}>
        {label}
      </Button>
    </Popover>
  )
}
