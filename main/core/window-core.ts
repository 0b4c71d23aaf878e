import { productVersion } from '../platform/product-version.ts'
import { readSettings, settingsPath } from '../platform/settings.ts'
import { type Core, type CoreOptions, createCore } from './core.ts'

type FromSettings = 'author' | 'passphrase' | 'settingsFile' | 'version' | 'language'

/** A core for windows: the door says how files are named, this machine's settings say the rest. */
export function createWindowCore(
  door: Omit<CoreOptions, FromSettings>,
  env: Readonly<Record<string, string | undefined>>,
): Core {
  const settingsFile = settingsPath(env)
  return createCore({
    ...door,
    get author() {
      const settings = readSettings(settingsFile)
      return settings.ok ? settings.value : { operator: null, team: null }
    },
    passphrase: env.CUNDI_PASSPHRASE ?? null,
    settingsFile,
    version: productVersion(),
    language: 'zh',
  })
}
