/** Where a file stands, as far as it matters to a database. */
export type FilePlace =
  | { readonly kind: 'local' }
  /** Another machine's disk: locks do not hold there. */
  | { readonly kind: 'network' }
  /** A folder that a cloud service copies. */
  | { readonly kind: 'synced'; readonly service: string }

/** What can be said of a survey before it is opened. */
export interface SurveyLook {
  readonly place: FilePlace
  /** Whether the key of personal data asks for a passphrase. */
  readonly asksPassphrase: boolean
  /** Whether it is of an earlier version: opening it for writing brings it up to date, which a large one takes a while for. */
  readonly isEarlier: boolean
}

export interface UpgradedFile {
  /** Name of the copy made before; null: the file is of this version already. */
  readonly backup: string | null
}

export interface OpenedAnswer {
  readonly survey: string
  /** The survey's own id, the same at every opening. */
  readonly surveyId: string
  /** Personal data: readable, masked because its passphrase was not given, or without its key file. */
  readonly personal: 'open' | 'masked' | 'key-missing'
  /** Set when opening brought the file to this version: name of the copy made before. */
  readonly migratedBackup: string | null
}

/** What a table of villages holds, before a survey is made of it. */
export interface VillagesLook {
  readonly villages: number
  /** In the order of the table; null: villages without a town. */
  readonly towns: readonly { readonly name: string | null; readonly villages: number }[]
}

/** A file that the core made for a window. */
export interface MadeFile {
  readonly file: string
  readonly name: string
}
