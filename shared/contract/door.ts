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

/** The few things of the operating system that Electron's preload script hands to the page; `Dropped` is the browser's File. */
export interface ElectronDoor<Dropped> {
  readonly kind: 'electron'
  /** The port to the core comes as a message of the window itself, named CORE_PORT: no port passes Electron's bridge. */
  askForPort(): void
  pick(request: PickRequest): Promise<PickedFile | null>
  /** Handles of dropped files and folders; one that does not lie on the disk has none and is left out. */
  receive(files: readonly Dropped[]): Promise<readonly PickedFile[]>
  showInFolder(file: string): Promise<void>
}

/** Names the message that brings the port. */
export const CORE_PORT = 'cundi:port'
