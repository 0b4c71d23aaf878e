import { CORE_PORT } from '../../shared/contract/door.ts'

/** What the main process tells the core's process. Only ports may be transferred with it. */
export type MainMessage =
  /** `folder`: where a sample goes unless its user chooses. */
  | { readonly kind: 'begin'; readonly key: Uint8Array; readonly folder: string }
  /** With the port of a window. */
  | { readonly kind: 'visitor' }
  | { readonly kind: 'end' }

/** What the core's process tells main: the settings were changed, so its own words may be others now. */
export type CoreMessage = { readonly kind: 'settings' }

/** Channels between the preload script and the main process; `port` brings the window its port to the core. */
export const channels = {
  port: CORE_PORT,
  pick: 'cundi:pick',
  name: 'cundi:name',
  show: 'cundi:show',
} as const
