import type {
  ElectronDoor as DoorOfElectron,
  PickedFile as Picked,
  PickRequest as Request,
} from '../../shared/contract/door.ts'

export type PickRequest = Request
export type PickedFile = Picked
export type ElectronDoor = DoorOfElectron<File>

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
