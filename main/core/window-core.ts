import { productVersion } from '../platform/product-version.ts'
import { readSettings, settingsPath } from '../platform/settings.ts'
import { type Core, type CoreOptions, createCore } from './core.ts'

/** A core for windows: the author and what it remembers come from this machine's settings, files have handles. */
export function createWindowCore(
  files: Required<Pick<CoreOptions, 'resolveFile' | 'nameFile'>> & Pick<CoreOptions, 'browser'>,
  env: Readonly<Record<string, string | undefined>>,
): Core {
  const settingsFile = settingsPath(env)
  return createCore({
    get author() {
      const settings = readSettings(settingsFile)
      return settings.ok ? settings.value : { operator: null, team: null }
    },
    passphrase: env.CUNDI_PASSPHRASE ?? null,
    ...files,
    settingsFile,
    version: productVersion(),
    language: 'zh',
  })
}
