import type { Language } from '../../shared/lang/message.ts'
import { productVersion } from '../platform/product-version.ts'
import { commands } from './commands.ts'

const HEAD = {
  zh: [
    'CunDi 村地 — 农村土地调查、宅基地面积标准、成果交付（离线）',
    '用法：cundi 命令 …',
    '所有命令：--json  --lang zh|en  --operator 姓名  --team 队伍  --help',
  ],
  en: [
    'CunDi — rural land surveys, homestead standards, verified hand-over, offline',
    'Usage: cundi COMMAND …',
    'Every command: --json  --lang zh|en  --operator NAME  --team NAME  --help',
  ],
} as const

export const helpText = (language: Language): string =>
  [
    `${HEAD[language][0]}  ${productVersion()}`,
    HEAD[language][1],
    '',
    ...commands.map((command) => `  cundi ${command.usage}`),
    '',
    HEAD[language][2],
  ].join('\n')
