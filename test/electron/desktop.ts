import { installedElectron } from '../architecture/electron-runtime.ts'
import { openRealDesktop } from './desktop-real.ts'
import { openStandInDesktop } from './desktop-stand-in.ts'
import type { Desktop, DesktopOptions } from './desktop-types.ts'

const realElectron = installedElectron()

/** What the suite runs on: a real Electron where there is one. */
export const openDesktop = (options: DesktopOptions = {}): Promise<Desktop> =>
  realElectron === null ? openStandInDesktop(options) : openRealDesktop(realElectron, options)
export const runsOnElectron = realElectron !== null
