import type { BackgroundFacts } from '../../shared/contract/backgrounds.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import type { TileAddress } from '../../shared/geo/tile-grid.ts'

/** A file of pictures as a background of surveys in one system. */
export interface BackgroundFile {
  readonly path: string
  readonly epsg: number
}

/** What the backgrounds' thread can be asked. Refusals: background.* */
export interface BackgroundQuestions {
  facts: { input: BackgroundFile; answer: Outcome<BackgroundFacts> }
  /** null: nothing is seen there. */
  tile: { input: BackgroundFile & TileAddress; answer: Outcome<Uint8Array<ArrayBuffer> | null> }
  /** Lets the file go, so that a stick can be taken out. */
  forget: { input: string; answer: null }
}
