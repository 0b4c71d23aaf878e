import type { BackgroundFacts } from '../../../shared/contract/backgrounds.ts'
import type { TileAddress } from '../../../shared/geo/tile-grid.ts'

/** A file of pictures that is open in this thread. */
export interface Raster {
  readonly facts: BackgroundFacts
  /** null: it shows nothing there. */
  tile(address: TileAddress): Promise<Uint8Array<ArrayBuffer> | null>
  close(): void
}

/** Why a file is no background, in the words of shared/lang/backgrounds.ts. */
export class NotARaster extends Error {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>

  constructor(code: string, params: Readonly<Record<string, string | number>> = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}

/** What a strange file makes of the libraries that read it is damage; what the system says of the disk stays. */
export const damagedUnlessSaid = (error: unknown): unknown =>
  error instanceof NotARaster || (error instanceof Error && 'syscall' in error)
    ? error
    : new NotARaster('background.damaged')
