import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fill, type Language, type Messages } from '../../shared/lang/message.ts'
import { titleOf, wordCode, wordFinding } from '../../shared/lang/words.ts'
import { severityOf } from '../../shared/model/finding-codes.ts'
import { ruleFailed, rules } from '../../shared/quality/rules.ts'

const root = dirname(dirname(import.meta.dirname))
const languages: readonly Language[] = ['zh', 'en']

/** The promise of the command line: what blocks, what warns, what informs. */
const promised = {
  error: [
    'geometry.missing',
    'geometry.too-few-points',
    'geometry.not-finite',
    'crs.outside-zone',
    'record.unreadable',
    'code.exists',
    'geometry.self-intersection',
    'code.duplicate',
    'code.format',
    'village.unknown',
    'parcel.overlap',
  ],
  warning: [
    'code.missing',
    'code.unusual',
    'village.missing',
    'village.derived',
    'id.checksum',
    'person.id-conflict',
    'area.declared-differs',
    'area.approved-zero',
    'household.size-differs',
    'geometry.ring-unclosed',
    'text.cut',
    'encoding.cpg-wrong',
    'dbf.missing',
    'crs.overridden',
    'crs.far-from-county',
    'building.outside-parcel',
    'household.no-member',
    'parcel.outside-village',
    'import.rejected-pending',
    'terrain.missing',
    'type.missing',
    'a.rule-nobody-knows',
  ],
  info: ['geometry.ring-orientation', 'geometry.z-dropped', 'field.unknown', 'encoding.sniffed'],
} as const

describe('the severity of a finding', () => {
  it.each(Object.entries(promised))('%s is kept for the codes that were promised', (severity, codes) => {
    for (const code of codes) expect(severityOf(code), code).toBe(severity)
  })

  it('is the same word in the check as in the import', () => {
    for (const { id, severity } of rules) expect(severity, id).toBe(severityOf(id))
  })
})

it('names why a record was rejected by titles, not by codes', () => {
  const params = { file: '宗地.shp', record: 3, codes: 'crs.outside-zone, geometry.missing' }
  expect(wordFinding('import.rejected-pending', params, 'zh')).toContain('被拒（超出投影带、没有图形）')
})

it('calls a coordinate system by its name in the reader’s language, and an option by what is typed', () => {
  const params = { file: '宗地.shp', name: 'EPSG:2363', proposal: 'EPSG:4527' }
  expect(wordCode('crs.other-datum', params, 'zh')).toMatch(/坐标系 西安.*第39带.*\(EPSG:2363\) 不属于/)
  expect(wordCode('crs.other-datum', params, 'en')).toContain(
    'is in Xian 1980 / 3-degree Gauss-Kruger zone 39 (EPSG:2363), which',
  )
  expect(wordCode('crs.contradiction', params, 'zh')).toContain('--source-crs EPSG:4527 ')
  // As an earlier version kept it in the survey.
  const kept = { declared: 'Xian 1980 / 3-degree Gauss-Kruger zone 39 (EPSG:2363)', used: 'KGD2002' }
  expect(wordCode('crs.overridden', kept, 'zh')).toMatch(/坐标系是 ?西安.*改用 KGD2002/)
})

it('says “1 parcel” and not “1 parcels”, whatever it counts', async () => {
  const folder = join(root, 'shared', 'lang')
  const named = new Set(['file', 'layer', 'name', 'fields', 'type', 'path'])
  const counted =
    /(?<![\d.])\b1 (?:[a-z-]+ )?(are|were|have|(?:parcel|plot|homestead|household|village|town|person|member|right|object|record|row|column|cell|value|field|error|finding|conflict|change|setting|zone|facilitie|boundarie|batche|patche|entrie|line|piece|site|sliver|shape|ring|text|rule|band|case|project|building|byte|item)s)\b/g
  const wrong: string[] = []
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.ts'))) {
    const rooms = Object.values((await import(join(folder, name))) as Readonly<Record<string, unknown>>)
    for (const room of rooms.filter((value) => typeof value === 'object' && value !== null))
      for (const [code, { en }] of Object.entries(room as Messages)) {
        const ones = Object.fromEntries(
          [...en.matchAll(/\{(\w+)/g)].map(([, param = '']) => [param, named.has(param) ? '甲' : 1]),
        )
        for (const [found] of fill(en, ones).matchAll(counted)) wrong.push(`${code}: ${found}`)
      }
  }
  expect(wrong).toEqual([])
})

/** Every `code: 'a.b'` that the sources refuse with or find. */
function codesInSources(): ReadonlyMap<string, string> {
  const codes = new Map<string, string>()
  for (const folder of ['shared', 'db', 'main']) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || name.startsWith('lang')) continue
      for (const [, code = ''] of readFileSync(join(root, folder, name), 'utf8').matchAll(
        /\bcode: '([a-z]+(?:\.[a-z0-9-]+)+)'/g,
      ))
        codes.set(code, `${folder}/${name}`)
    }
  }
  return codes
}

describe('every code', () => {
  const codes = codesInSources()
  const worded = [...codes.keys()].flatMap((code) =>
    languages.map((language) => [code, language, text(code, language)] as const),
  )

  it('that the sources name has a text in both languages', () => {
    expect(codes.size).toBeGreaterThan(80)
    const silent = worded
      .filter(([code, , words]) => words === code)
      .map(([code, language]) => `${code} (${language}), ${codes.get(code)}`)
    expect(silent).toEqual([])
  })

  it('is filled from the same parameters in both languages', () => {
    const placeholders = (words: string): string[] => [...new Set(words.match(/\{\w+\}/g) ?? [])].toSorted()
    for (const code of codes.keys())
      expect(placeholders(text(code, 'en')), code).toEqual(placeholders(text(code, 'zh')))
  })

  it('speaks Chinese in Chinese and none of it in English', () => {
    for (const [code, language, words] of worded) {
      if (language === 'zh') {
        expect(words, code).toMatch(/[\u4e00-\u9fff]/)
        expect(words, code).not.toMatch(/[\u4e00-\u9fff}][,;:!?(]|[,;)][\u4e00-\u9fff{]/)
      } else expect(words.replaceAll(/[（(]待核实[）)]/g, ''), code).not.toMatch(/[\u3400-\u9fff，。；：]/)
    }
  })

  it('that names an option of the command line has another text for the window', () => {
    const options = /--[a-z]|cundi [a-z]/
    const own = (code: string, language: Language): string | undefined =>
      ['window', 'import.refusal', 'import.finding']
        .map((door) => `${door}.${code}`)
        .filter((twin) => wordCode(twin, {}, language) !== twin)
        .map((twin) => wordCode(twin, {}, language))[0]
    // What only the command line can be asked wrongly.
    const named = worded.filter(
      ([code, , words]) => options.test(words) && codes.get(code)?.startsWith('main/cli') !== true,
    )
    expect(named.length).toBeGreaterThan(10)
    const silent = named.filter(([code, language]) => options.test(own(code, language) ?? '--none'))
    expect(silent.map(([code, language]) => `${code} (${language}), ${codes.get(code)}`)).toEqual([])
  })

  it('is one sentence', () => {
    for (const [code, , words] of worded) expect(words.replace(/[。.]$/, ''), code).not.toMatch(/。|[a-z)]\. [A-Z]/)
  })
})

function text(code: string, language: Language): string {
  const refusal = wordCode(code, {}, language)
  return refusal === code ? wordFinding(code, {}, language) : refusal
}

it('every code of a finding has a title in both languages, which is not the code', () => {
  const known = Object.values(promised).flat()
  const codes = new Set([...rules.map(({ id }) => id), ruleFailed.id, ...known])
  codes.delete('a.rule-nobody-knows')
  for (const code of codes) {
    expect(titleOf(code, 'zh'), code).toMatch(/[\u4e00-\u9fff]/)
    expect(titleOf(code, 'en'), code).toMatch(/^[^\u4e00-\u9fff]+$/)
    for (const language of languages) expect(titleOf(code, language), code).not.toContain(code)
  }
})
