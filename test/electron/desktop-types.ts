import type { Page } from 'playwright-core'

export interface DesktopOptions {
  /** Files that the system asks CunDi to open. */
  readonly words?: readonly string[]
  /** What settings.json holds; a named worker and Chinese unless given. */
  readonly settings?: Readonly<Record<string, unknown>>
}

/** The built application as it runs on a desk: over the stand-in, or over a real Electron. */
export interface Desktop {
  readonly kind: 'stand-in' | 'electron'
  /** The first window's page. */
  readonly page: Page
  /** A scratch folder of its own. */
  readonly folder: string
  readonly settingsFile: string
  /** Errors of pages and refusals of the browser so far. */
  readonly problems: readonly string[]
  /** What the next dialogs are answered: a path that the user chooses, or which button. */
  answer(answers: { readonly open?: string; readonly save?: string; readonly box?: number }): Promise<void>
  /** Titles and buttons of the dialogs so far, as JSON. */
  dialogs(): Promise<string>
  killCore(): Promise<void>
  /** As by the window's cross. */
  closeWindow(): Promise<void>
  windows(): Promise<number>
  /** Resolves when the program has ended, with its status. */
  readonly ended: Promise<number>
  quit(): Promise<void>
  /** Ends what still runs and removes the scratch. */
  close(): Promise<void>
}
