import type { StandardSetLine } from '../../shared/contract/standards-answers.ts'
import { areaText } from '../../shared/model/area-unit.ts'
import type { CaseExample, SetFault } from '../../shared/standards/cases.ts'
import type { StandardSet } from '../../shared/standards/standard-set.ts'
import { type Words, wordsIn } from '../ui/words.tsx'

/** A version of a set as addresses and choices name it: "id" for a shipped one, "id@3" for the survey's own. */
export interface SetRef {
  readonly standards: string
  readonly version: number | null
}

export const refText = (set: Pick<StandardSetLine, 'id' | 'version'> & { readonly unsaved?: true }): string =>
  set.unsaved === true ? draftRef(set.id) : set.version === null ? set.id : `${set.id}@${set.version}`

/** The unsaved draft of a set: "id@draft". */
export const draftRef = (id: string): string => `${id}${DRAFT}`
const DRAFT = '@draft'

/** The id of the set whose unsaved draft is meant; null: a version is. */
export const draftIn = (ref: string): string | null => (ref.endsWith(DRAFT) ? ref.slice(0, -DRAFT.length) : null)

export function refOf(text: string): SetRef {
  const [, standards = text, version] = /^(.*)@(\d+)$/.exec(text) ?? []
  return { standards, version: version === undefined ? null : Number(version) }
}

export const versionText = (version: number | null, { word }: Words): string =>
  version === null ? word('standards.list.shipped') : word('standards.list.version', { version })

/** Which version of a set was simulated. */
export const simulatedText = (
  { version, unsaved }: { readonly version: number | null; readonly unsaved?: true },
  words: Words,
): string => (unsaved === true ? words.word('standards.list.unsaved') : versionText(version, words))

export const lineText = (line: StandardSetLine, words: Words): string =>
  `${words.pick(line.title)} · ${versionText(line.version, words)} · ${words.word(`standards.status.${line.status}`)}`

export const joined = (parts: readonly string[], { language }: Words): string =>
  parts.join(language === 'zh' ? '；' : '; ')

/** m² as 亩, which is how people in villages speak of land. */
export const muText = (areaM2: number, { word }: Words): string =>
  word('standards.mu', { area: areaText(areaM2, 'mu') })

/** An example of a case: what the rules ask for, each with its value. */
function caseText(example: CaseExample, set: StandardSet, words: Words): string {
  const { word } = words
  const parts = Object.entries(example).map(([dimension, value]) => {
    if (dimension === 'size') return word('standards.case.persons', { size: value })
    if (dimension === 'acquired')
      return String(value).startsWith('0001')
        ? word('standards.case.earliest')
        : word('standards.case.day', { day: value })
    return word('standards.case.colon', {
      name: word(`standards.case.${dimension}`),
      value: valueText(dimension, String(value), set, words),
    })
  })
  return parts.length === 0 ? word('standards.fault.every-case') : parts.join(word('standards.case.and'))
}

/** A value of a condition in words; a class by the title that the set gives it. */
export function valueText(
  dimension: string,
  value: string,
  set: Pick<StandardSet, 'terrains' | 'arableClasses'>,
  { word, pick }: Words,
): string {
  switch (dimension) {
    case 'villageType':
      return word(`village_type.${value}`)
    case 'land':
      return word(`land_taken.${value}`)
    case 'plot':
      return word(`plot_kind.${value}`)
    case 'terrain':
      return titleIn(set.terrains, value, pick)
    case 'arable':
      return titleIn(set.arableClasses, value, pick)
    default:
      return value
  }
}

function titleIn(
  classes: readonly { readonly id: string; readonly title: StandardSet['title'] }[],
  id: string,
  pick: Words['pick'],
): string {
  const found = classes.find((candidate) => candidate.id === id)
  return found === undefined ? id : pick(found.title)
}

export function faultText(fault: SetFault, set: StandardSet, words: Words): string {
  const example = fault.example === undefined ? '' : caseText(fault.example, set, words)
  const standards = String(fault.params.standards ?? '').replaceAll(' ', words.language === 'zh' ? '、' : ', ')
  if (fault.code === 'standards.overlap') return words.word('standards.fault.overlap', { standards, example })
  if (fault.code === 'standards.gap') return words.word('standards.fault.gap', { example })
  return words.word(fault.code, fault.params)
}

/** Rules that a fault speaks of. */
export const faultyRules = (faults: readonly SetFault[]): ReadonlySet<string> =>
  new Set(faults.flatMap(({ params }) => [String(params.standard ?? ''), ...String(params.standards ?? '').split(' ')]))

/** A title that says in each language that it is a draft of that set. */
export const draftTitle = ({ zh, en }: StandardSet['title']): StandardSet['title'] => ({
  zh: wordsIn('zh').word('standards.draft.new-title', { title: zh }),
  en: wordsIn('en').word('standards.draft.new-title', { title: en }),
})
