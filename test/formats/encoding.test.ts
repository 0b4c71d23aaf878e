import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { createTextCodec, createTextEncoder, decodeTable } from '../../main/platform/text-codec.ts'
import { decideEncoding } from '../../shared/formats/encoding/decide.ts'
import { gb18030Fit } from '../../shared/formats/encoding/gb18030.ts'
import { charsetOfLabel, charsetOfLdid } from '../../shared/formats/encoding/labels.ts'
import { createEncodingSniffer, type EncodingHints } from '../../shared/formats/encoding/sniffer.ts'
import { decodeText } from '../../shared/formats/encoding/text-codec.ts'
import { utf8Fit } from '../../shared/formats/encoding/utf8.ts'

const NO_HINTS: EncodingHints = { cpg: null, ldid: null, option: null }
const VILLAGES = ['张集镇王庄村', '李家集', '赵庄', '宅基地', '集体土地所有权']

/** What is decided about these texts, written in that encoding, under those hints. */
function decide(texts: readonly string[], encoding: string, hints: Partial<EncodingHints> = {}) {
  return decideBytes(
    texts.map((text) => iconv.encode(text, encoding)),
    hints,
  )
}

function decideBytes(values: readonly Uint8Array[], given: Partial<EncodingHints> = {}) {
  const hints = { ...NO_HINTS, ...given }
  const sniffer = createEncodingSniffer(hints)
  for (const value of values) sniffer.push(value, 0, value.length, false)
  return decideEncoding(hints, sniffer.evidence())
}

const is = (encoding: string, from: string, codes: readonly string[] = []) => ({
  ok: true,
  value: { encoding, from, issues: codes.map((code) => expect.objectContaining({ code })) },
})

describe('an encoding label', () => {
  it.each([
    ['936', 'GBK'],
    ['936\n', 'GBK'],
    ['cp936', 'GBK'],
    ['GBK', 'GBK'],
    ['gb2312', 'GB2312'],
    ['GB18030', 'GB18030'],
    ['gb 18030', 'GB18030'],
    ['54936', 'GB18030'],
    ['UTF-8', 'UTF-8'],
    ['utf8', 'UTF-8'],
    ['65001', 'UTF-8'],
    ['Big5', 'Big5'],
    ['Big-5', 'Big5'],
    ['950', 'Big5'],
    ['ISO-8859-1', 'ISO-8859-1'],
    ['ISO 8859-15', 'ISO-8859-15'],
    ['88591', 'ISO-8859-1'],
    ['latin2', 'ISO-8859-2'],
    ['1250', 'windows-1250'],
    ['ANSI 1250', 'windows-1250'],
    ['ANSI 1252', 'windows-1252'],
    ['koi8r', 'KOI8-R'],
    ['shift_jis', 'Shift_JIS'],
    ['shiftjis', 'Shift_JIS'],
    ['874', 'windows-874'],
    ['UTF-16', 'UTF-16'],
    ['OEM 866', 'CP866'],
  ])('%j means %s', (label, name) => expect(charsetOfLabel(label)?.name).toBe(name))

  it.each([['OEM'], ['System'], [''], ['ANSI'], ['chinese'], ['0']])('%j names no charset', (label) =>
    expect(charsetOfLabel(label)).toBeNull(),
  )

  it('of every language driver has a codec', () => {
    const names = Array.from({ length: 256 }, (_, ldid) => charsetOfLdid(ldid)).filter((charset) => charset !== null)
    expect(names.length).toBeGreaterThan(50)
    for (const { name } of names) expect([name, createTextCodec(name)?.name]).toEqual([name, name])
  })

  it('0x4D and 0x7A are GBK, 0x57 and 0 say nothing', () => {
    expect([0x4d, 0x7a, 0x57, 0].map((ldid) => charsetOfLdid(ldid)?.name ?? null)).toEqual(['GBK', 'GBK', null, null])
  })
})

describe('the encoding of a file', () => {
  it('is the .cpg’s where the bytes fit it', () => {
    expect(decide(VILLAGES, 'utf8', { cpg: 'UTF-8', ldid: 0x4d })).toEqual(is('UTF-8', 'cpg'))
    expect(decide(VILLAGES, 'gbk', { cpg: '936', ldid: 0x01 })).toEqual(is('GBK', 'cpg'))
    expect(decide(['國語', '鄉鎮'], 'big5', { cpg: 'Big-5' })).toEqual(is('Big5', 'cpg'))
  })

  it('is the LDID’s when the .cpg lies, and the lie is said', () => {
    expect(decide(VILLAGES, 'gbk', { cpg: 'UTF-8', ldid: 0x4d })).toEqual(is('GBK', 'ldid', ['encoding.cpg-wrong']))
  })

  it('is GB18030 without any word about it, and that is said', () => {
    expect(decide(VILLAGES, 'gbk')).toEqual(is('GB18030', 'sniffed', ['encoding.sniffed']))
    expect(decide(VILLAGES, 'gbk', { cpg: 'OEM', ldid: 0x57 })).toEqual(is('GB18030', 'sniffed', ['encoding.sniffed']))
    expect(decide(VILLAGES, 'gbk', { cpg: 'System', ldid: 0 })).toEqual(is('GB18030', 'sniffed', ['encoding.sniffed']))
  })

  it('is GB18030 for four-byte characters alone', () => {
    expect(decide(['𠮷', '𡈽𠮷'], 'gb18030')).toEqual(is('GB18030', 'sniffed', ['encoding.sniffed']))
  })

  it('is UTF-8 when all of it is, whatever an LDID or a .cpg of GBK says', () => {
    expect(decide(VILLAGES, 'utf8', { ldid: 0x4d })).toEqual(is('UTF-8', 'sniffed', ['encoding.sniffed']))
    expect(decide(VILLAGES, 'utf8', { cpg: 'GBK' })).toEqual(
      is('UTF-8', 'sniffed', ['encoding.cpg-wrong', 'encoding.sniffed']),
    )
  })

  it('is not Latin because a .cpg written by habit says so', () => {
    expect(decide(VILLAGES, 'gbk', { cpg: 'ISO-8859-1' })).toEqual(
      is('GB18030', 'sniffed', ['encoding.cpg-wrong', 'encoding.sniffed']),
    )
    expect(decide(VILLAGES, 'utf8', { cpg: 'ISO-8859-1' })).toEqual(
      is('UTF-8', 'sniffed', ['encoding.cpg-wrong', 'encoding.sniffed']),
    )
    expect(decide(['Málaga', 'São João'], 'latin1', { cpg: 'ISO-8859-1' })).toEqual(is('ISO-8859-1', 'cpg'))
  })

  it('stays GBK for characters whose two bytes happen to be valid UTF-8', () => {
    expect(decide(['小'], 'gbk')).toEqual(is('GB18030', 'sniffed', ['encoding.sniffed']))
    expect(decide(['小'], 'gbk', { ldid: 0x4d })).toEqual(is('GBK', 'ldid'))
    expect(decide(['São', 'mineração'], 'utf8')).toEqual(is('UTF-8', 'sniffed', ['encoding.sniffed']))
  })

  it('needs one value anywhere in the file to be no UTF-8 any more', () => {
    const values = [...Array.from({ length: 500 }, () => iconv.encode('王庄', 'utf8')), iconv.encode('王庄', 'gbk')]
    expect(decideBytes(values)).toMatchObject({ ok: false, refusal: { code: 'encoding.unknown' } })
  })

  it('is not doubted for one damaged value in a hundred', () => {
    const values = [...Array.from({ length: 99 }, () => iconv.encode('王庄', 'gbk')), Uint8Array.of(0xff, 0xff)]
    expect(decideBytes(values, { ldid: 0x4d })).toEqual(is('GBK', 'ldid'))
  })

  it('is UTF-8, without a finding, when there is nothing to tell', () => {
    expect(decide(['371703001001'], 'ascii', { ldid: 0x57 })).toEqual(is('UTF-8', 'sniffed'))
    expect(decide(['371703001001'], 'ascii', { ldid: 0x4d })).toEqual(is('GBK', 'ldid'))
    expect(decide(['371703001001'], 'ascii', { cpg: 'ISO-8859-1' })).toEqual(is('ISO-8859-1', 'cpg'))
  })

  it('is Western for single accented letters in ASCII words', () => {
    expect(decide(['Charløtte', 'Noah'], 'latin1')).toEqual(is('windows-1252', 'sniffed', ['encoding.sniffed']))
    expect(decide(['café'], 'latin1', { ldid: 0x57 })).toEqual(is('windows-1252', 'sniffed', ['encoding.sniffed']))
  })

  it.each([
    ['Big5', ['國語', '臺灣省', '鄉鎮市區公所']],
    ['Shift_JIS', ['カタカナひらがな', '東京都']],
    ['EUC-JP', ['ひたちなか市', 'つくばみらい市']],
    ['ISO-8859-7', ['ΗΠΕΙΡΟΥ', 'ΚΡΗΤΗΣ']],
  ])('is asked for when it is %s and nothing says so', (encoding, texts) => {
    const decision = decide(texts, encoding)
    expect(decision).toMatchObject({ ok: false, refusal: { code: 'encoding.unknown' } })
    if (encoding !== 'ISO-8859-7') expect(decision.ok ? [] : decision.refusal.proposals).toContain(encoding)
    expect(decide(texts, encoding, { option: encoding })).toEqual(is(encoding, 'option'))
  })

  it('is the user’s word, unless that word cannot be and another can', () => {
    expect(decide(VILLAGES, 'gbk', { option: 'gb18030', cpg: 'UTF-8' })).toEqual(is('GB18030', 'option'))
    expect(decide(VILLAGES, 'gbk', { option: 'UTF-8' })).toMatchObject({
      refusal: { code: 'encoding.option-wrong', proposals: ['GB18030'] },
    })
    expect(decide(VILLAGES, 'gbk', { option: 'klingon' })).toMatchObject({
      refusal: { code: 'encoding.unknown-label' },
    })
  })
})

describe('validity checks', () => {
  const strict = { utf8: createTextCodec('UTF-8'), gb: createTextCodec('GB18030') }
  const fits = (bytes: Uint8Array) => ({
    utf8: utf8Fit(bytes, 0, bytes.length, { chars: 0, wide: 0 }),
    gb: gb18030Fit(bytes, 0, bytes.length, { chars: 0, common: 0, kana: 0 }),
  })

  it('accept exactly the one-, two- and four-byte characters that the decoder accepts', () => {
    for (let lead = 0x80; lead <= 0xff; lead++) {
      for (let second = 0; second <= 0xff; second++) {
        const bytes = Uint8Array.of(lead, second)
        expect([lead, second, fits(bytes).gb === 'fits']).toEqual([
          lead,
          second,
          strict.gb?.decode(bytes, 0, 2) !== null,
        ])
      }
    }
    for (let position = 0; position < 1_260 * 1_260; position += 7) {
      const bytes = Uint8Array.of(
        0x81 + Math.floor(position / 12_600),
        0x30 + (Math.floor(position / 1_260) % 10),
        0x81 + (Math.floor(position / 10) % 126),
        0x30 + (position % 10),
      )
      if ((strict.gb?.decode(bytes, 0, 4) !== null) !== (fits(bytes).gb === 'fits') && !isReplacement(bytes))
        expect.fail(Buffer.from(bytes).toString('hex'))
    }
  })

  it('agree with the strict decoders on any bytes', () => {
    const high = fc.integer({ min: 0x70, max: 0xff })
    fc.assert(
      fc.property(fc.array(fc.oneof(high, fc.integer({ min: 0, max: 0xff })), { maxLength: 9 }), (noise) => {
        const bytes = Uint8Array.from(noise)
        const fit = fits(bytes)
        const decoded = {
          utf8: new TextDecoder('utf-8', { fatal: false }).decode(bytes),
          gb: new TextDecoder('gb18030').decode(bytes),
        }
        return (
          (fit.utf8 === 'fits') === !decoded.utf8.includes('\uFFFD') &&
          (fit.gb === 'fits') === !decoded.gb.includes('\uFFFD')
        )
      }),
      { numRuns: 5000 },
    )
  })
})

/** U+FFFD itself, which GB18030 can write and which we never store. */
const isReplacement = (bytes: Uint8Array): boolean => Buffer.from(bytes).toString('hex') === '8431a437'

describe('a codec', () => {
  it('round-trips every character of the Basic and the second plane that GB18030 has, four-byte ones included', () => {
    const codec = createTextCodec('GB18030')
    for (const [first, last] of [
      [0x80, 0xd7ff],
      [0xf900, 0xfff0],
      [0x20000, 0x2a6df],
    ] as const) {
      for (let point = first; point <= last; point++) {
        const character = String.fromCodePoint(point)
        const bytes = iconv.encode(character, 'gb18030')
        if (codec?.decode(bytes, 0, bytes.length) !== character && !MOVED_IN_2022.has(point))
          expect.fail(point.toString(16))
      }
    }
  })

  it('gives null, not a replacement character, for what it cannot read', () => {
    for (const label of ['UTF-8', 'GBK', 'Big5', 'Shift_JIS']) {
      expect(createTextCodec(label)?.decode(Uint8Array.of(0x41, 0xff, 0xff, 0x41), 0, 4)).toBeNull()
    }
  })

  it('reads DOS code pages, for which Node has no decoder', () => {
    const bytes = iconv.encode('Ærø', 'cp865')
    expect(createTextCodec('865')?.decode(bytes, 0, bytes.length)).toBe('Ærø')
  })

  it('drops only a half character at the end', () => {
    const codec = createTextCodec('GBK')
    if (codec === null) throw new Error('no GBK')
    const bytes = iconv.encode('王庄村', 'gbk')
    expect(decodeText(codec, bytes, 0, 5)).toEqual({ text: '王庄', cut: true })
    expect(decodeText(codec, bytes, 0, 6)).toEqual({ text: '王庄村', cut: false })
    expect(decodeText(codec, Uint8Array.of(0xff, 0xcd, 0xf5), 0, 3)).toBeNull()
  })

  it('encodes what it decodes, and leaves a question mark for what a charset lacks', () => {
    expect(
      Buffer.from(createTextEncoder('GBK')?.('王𠮷') ?? [])
        .toString('latin1')
        .endsWith('?'),
    ).toBe(true)
    expect(createTextEncoder('GB18030')?.('𠮷')).toHaveLength(4)
  })
})

/** Ten vertical forms and eight radicals that GB18030-2022 moved between two- and four-byte codes, and none that names use. */
const MOVED_IN_2022 = new Set([
  0xfe10, 0xfe11, 0xfe12, 0xfe13, 0xfe14, 0xfe15, 0xfe16, 0xfe17, 0xfe18, 0xfe19, 0x9fb4, 0x9fb5, 0x9fb6, 0x9fb7,
  0x9fb8, 0x9fb9, 0x9fba, 0x9fbb,
])

describe('a table of text', () => {
  const text = 'code,name\n371703001001,王庄村\n'
  it.each([
    ['UTF-8 without a mark', iconv.encode(text, 'utf8'), 'UTF-8'],
    ['UTF-8 with a mark', iconv.encode(text, 'utf8', { addBOM: true }), 'UTF-8'],
    ['GBK', iconv.encode(text, 'gbk'), 'GB18030'],
    ['UTF-16, as Excel writes it', iconv.encode(text, 'utf-16le', { addBOM: true }), 'UTF-16'],
  ])('is read as %s', (_, bytes, encoding) =>
    expect(decodeTable(bytes)).toEqual({ ok: true, value: { text, encoding } }),
  )

  it('that is none of these is refused, not mangled', () => {
    expect(decodeTable(Uint8Array.of(0x41, 0xff, 0xff))).toMatchObject({
      ok: false,
      refusal: { code: 'encoding.unknown' },
    })
    expect(decodeTable(Uint8Array.of(0xef, 0xbb, 0xbf, 0xcd, 0xf5))).toMatchObject({ ok: false })
  })
})
