import type { Language } from '../../shared/lang/message.ts'

/** Chinese first: English only where the system's own language is English. */
export const languageOfSystem = (): Language => (navigator.language.startsWith('en') ? 'en' : 'zh')
