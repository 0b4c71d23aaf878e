/** What a file dialog is asked. */
export interface PickRequest {
  readonly mode: 'open' | 'save' | 'folder'
  /** Worded title of the dialog. */
  readonly title: string
  /** Endings without the dot; none: any. */
  readonly endings: readonly string[]
  /** For saving. */
  readonly suggestedName?: string
}

/** A file by its handle; the page never sees a path. */
export interface PickedFile {
  readonly file: string
  readonly name: string
}

/** The few things of the operating system that the preload script hands over. */
export interface ElectronDoor {
  readonly kind: 'electron'
  corePort(): Promise<MessagePort>
  pick(request: PickRequest): Promise<PickedFile | null>
  /** Handles of dropped files. */
  receive(files: readonly File[]): Promise<readonly PickedFile[]>
  showInFolder(file: string): Promise<void>
}

/** In a browser the window chooses among the folders that the host shares. */
export interface BrowserDoor {
  readonly kind: 'browser'
}

export type Door = ElectronDoor | BrowserDoor

declare global {
  interface Window {
    readonly cundi?: ElectronDoor
  }
}

export const door: Door = window.cundi ?? { kind: 'browser' }
