import { crsOf, crsTitle } from '../geo/crs/catalogue.ts'
import { backgroundMessages } from './backgrounds.ts'
import { cliMessages } from './cli.ts'
import { confirmationMessages } from './confirmation.ts'
import { crsMessages } from './crs.ts'
import { desktopMessages } from './desktop.ts'
import { effectsWindowMessages } from './effects-window.ts'
import { gridMessages } from './grid.ts'
import { handoverMessages } from './handover.ts'
import { handoverWindowMessages } from './handover-window.ts'
import { historyMessages } from './history.ts'
import { importMessages } from './import.ts'
import { importBatchMessages } from './import-batches.ts'
import { importWindowMessages } from './import-window.ts'
import { mapMessages } from './map.ts'
import { fill, type Language, type Messages } from './message.ts'
import { modelMessages } from './model.ts'
import { objectsMessages } from './objects.ts'
import { overviewMessages } from './overview.ts'
import { planningMessages } from './planning.ts'
import { planningLegendMessages } from './planning-legend.ts'
import { planningResultMessages } from './planning-results.ts'
import { planningWindowMessages } from './planning-window.ts'
import { planMessages } from './plans.ts'
import { qualityMessages, ruleTitles } from './quality.ts'
import { qualityWindowMessages } from './quality-window.ts'
import { refusalsWindowMessages } from './refusals-window.ts'
import { runMessages } from './runs.ts'
import { settingsMessages } from './settings.ts'
import { simulationMessages } from './simulation.ts'
import { sourceMessages } from './source.ts'
import { standardsMessages } from './standards.ts'
import { standardsWindowMessages } from './standards-window.ts'
import { startMessages } from './start.ts'
import { surveyMessages } from './survey.ts'
import { windowMessages } from './window.ts'

/** Every text by its code; a later room's text wins where two speak of one code. */
const messageRooms: readonly Messages[] = [
  modelMessages,
  ruleTitles,
  backgroundMessages,
  cliMessages,
  handoverMessages,
  historyMessages,
  importMessages,
  mapMessages,
  overviewMessages,
  sourceMessages,
  crsMessages,
  standardsMessages,
  confirmationMessages,
  runMessages,
  simulationMessages,
  planMessages,
  planningMessages,
  settingsMessages,
  startMessages,
  surveyMessages,
  objectsMessages,
  windowMessages,
  gridMessages,
  importWindowMessages,
  importBatchMessages,
  qualityWindowMessages,
  handoverWindowMessages,
  standardsWindowMessages,
  effectsWindowMessages,
  planningWindowMessages,
  planningLegendMessages,
  planningResultMessages,
  desktopMessages,
  refusalsWindowMessages,
]

const texts: Messages = Object.assign({}, ...messageRooms) as Messages

/** The text of a code; the code itself where nobody has worded it. Parameters that are codes are worded too. */
export function wordCode(code: string, params: Readonly<Record<string, string | number>>, language: Language): string {
  const text = texts[code]
  if (text === undefined) return code
  const worded = Object.fromEntries(
    Object.entries(withSystems(params, language)).map(([name, value]) => [
      name,
      typeof value === 'string' && name !== 'code' && Object.hasOwn(texts, value)
        ? fill(texts[value]?.[language] ?? value, params)
        : value,
    ]),
  )
  return fill(text[language], worded)
}

type Params = Readonly<Record<string, string | number>>

/** Under these a message names a system that a file is in; elsewhere a code is an option to be typed. */
const SYSTEMS: ReadonlySet<string> = new Set(['name', 'declared', 'used', 'from', 'to'])

/** Coordinate reference systems by the catalogue's name. Findings of earlier files hold EPSG's name before the code. */
const withSystems = (params: Params, language: Language): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const epsg = SYSTEMS.has(name) ? /(?:^|\()EPSG:(\d+)\)?$/.exec(String(value))?.[1] : undefined
      const crs = epsg === undefined ? null : crsOf(Number(epsg))
      return [name, crs === null ? value : crsTitle(crs, language)]
    }),
  )

/** What one finding says of its record; its title where the import knows no more than the record. */
export function wordFinding(
  code: string,
  params: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  const text = (qualityMessages as Messages)[code]
  const named = withSystems(params, language)
  const said = typeof params.codes === 'string' ? { ...named, codes: titlesOf(params.codes, language) } : named
  const worded = text === undefined ? '{' : fill(text[language], said)
  return worded.includes('{')
    ? fill((ruleTitles as Messages)[code]?.[language] ?? wordCode(code, params, language), named)
    : worded
}

/** Codes as a finding lists them, each by its title. */
const titlesOf = (codes: string, language: Language): string =>
  codes
    .split(', ')
    .map((code) => titleOf(code, language) || code)
    .join(language === 'zh' ? '、' : ', ')

/** What a code is about, without its particulars; empty where nobody has worded it. */
export function titleOf(code: string, language: Language): string {
  const title = (ruleTitles as Messages)[code] ?? texts[code]
  return title === undefined
    ? ''
    : title[language].replace(/\s*[（(]?\{\w+\}[）)]?/g, '').replace(/\{\w+:[^|]*\|([^}]*)\}/g, '$1')
}
