import { installedElectron } from '../architecture/electron-runtime.ts'
import { openRealDesktop } from './desktop-real.ts'
import { openStandInDesktop } from './desktop-stand-in.ts'
import type { Desktop, DesktopOptions } from './desktop-types.ts'

const realElectron = installedElectron()
// Who names an Electron wants it tested: the stand-in must not answer in its place.
if (realElectron === null && process.env.ELECTRON_OVERRIDE_DIST_PATH)
  throw new Error(`there is no Electron in ${process.env.ELECTRON_OVERRIDE_DIST_PATH}`)

/** What the suite runs on: a real Electron where there is one. */
export const openDesktop = (options: DesktopOptions = {}): Promise<Desktop> =>
  realElectron === null ? openStandInDesktop(options) : openRealDesktop(realElectron, options)
export const runsOnElectron = realElectron !== null
