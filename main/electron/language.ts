import { app } from 'electron'
import type { Language } from '../../shared/lang/message.ts'
import { wordCode } from '../../shared/lang/words.ts'
import { readSettings, settingsPath } from '../platform/settings.ts'

/** The user's own choice, else English where the system speaks it, else Chinese. */
function currentLanguage(): Language {
  const settings = readSettings(settingsPath(process.env))
  return (settings.ok ? settings.value.language : null) ?? (app.getLocale().startsWith('en') ? 'en' : 'zh')
}

export const word = (code: string): string => wordCode(code, {}, currentLanguage())
