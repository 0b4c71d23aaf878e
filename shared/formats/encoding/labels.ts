/** How the bytes of a charset behave, as far as the decision about a file's encoding needs to know. */
export type CharsetFamily = 'utf-8' | 'gb' | 'double-byte' | 'latin' | 'single-byte' | 'utf-16'

export interface Charset {
  /** As reported, and as decoders know it. */
  readonly name: string
  readonly family: CharsetFamily
}

const charset = (name: string, family: CharsetFamily): Charset => ({ name, family })

export const UTF_8 = charset('UTF-8', 'utf-8')
const GBK = charset('GBK', 'gb')
export const GB18030 = charset('GB18030', 'gb')
export const BIG5 = charset('Big5', 'double-byte')
export const SHIFT_JIS = charset('Shift_JIS', 'double-byte')
export const EUC_JP = charset('EUC-JP', 'double-byte')
export const EUC_KR = charset('EUC-KR', 'double-byte')
export const WINDOWS_1252 = charset('windows-1252', 'latin')
const GB2312 = charset('GB2312', 'gb')
const MAC_CYRILLIC = charset('x-mac-cyrillic', 'single-byte')
const UTF_16 = charset('UTF-16', 'utf-16')

/** Windows, DOS and ISO code pages by number, as .cpg files name them: `936`, `ANSI 1250`, `cp866`, `88591`. */
const BY_CODE_PAGE: Readonly<Record<string, Charset>> = {
  '936': GBK,
  '20936': GB2312,
  '54936': GB18030,
  '65001': UTF_8,
  '950': BIG5,
  '932': SHIFT_JIS,
  '949': EUC_KR,
  '51949': EUC_KR,
  '20932': EUC_JP,
  '51932': EUC_JP,
  '1200': UTF_16,
  '1252': WINDOWS_1252,
  '20127': WINDOWS_1252,
  '874': charset('windows-874', 'single-byte'),
  '20866': charset('KOI8-R', 'single-byte'),
  '21866': charset('KOI8-U', 'single-byte'),
  '10007': MAC_CYRILLIC,
}
const DOS_PAGES = new Set([
  '437',
  '720',
  '737',
  '775',
  '850',
  '852',
  '855',
  '857',
  '858',
  '860',
  '861',
  '862',
  '863',
  '864',
  '865',
  '866',
  '869',
])

const BY_NAME: Readonly<Record<string, Charset>> = {
  utf8: UTF_8,
  unicode11utf8: UTF_8,
  gbk: GBK,
  xgbk: GBK,
  gb2312: GB2312,
  gb231280: GB2312,
  gb18030: GB18030,
  euccn: GB2312,
  big5: BIG5,
  big5hkscs: BIG5,
  shiftjis: SHIFT_JIS,
  sjis: SHIFT_JIS,
  xsjis: SHIFT_JIS,
  eucjp: EUC_JP,
  euckr: EUC_KR,
  koi8r: charset('KOI8-R', 'single-byte'),
  koi8u: charset('KOI8-U', 'single-byte'),
  ascii: WINDOWS_1252,
  usascii: WINDOWS_1252,
  utf16: UTF_16,
  utf16le: UTF_16,
  utf16be: UTF_16,
  unicode: UTF_16,
  ucs2: UTF_16,
  xmaccyrillic: MAC_CYRILLIC,
  tis620: charset('windows-874', 'single-byte'),
}

/** Latin alphabet number → ISO 8859 part. */
const LATIN_PARTS: Readonly<Record<string, string>> = {
  '1': '1',
  '2': '2',
  '3': '3',
  '4': '4',
  '5': '9',
  '6': '10',
  '7': '13',
  '8': '14',
  '9': '15',
  '10': '16',
}
const WESTERN_PARTS = new Set(['1', '15'])

const iso8859 = (part: string): Charset =>
  charset(`ISO-8859-${part}`, WESTERN_PARTS.has(part) ? 'latin' : 'single-byte')

function byCodePage(digits: string): Charset | null {
  const known = BY_CODE_PAGE[digits]
  if (known !== undefined) return known
  if (/^125[0-8]$/.test(digits)) return charset(`windows-${digits}`, 'single-byte')
  if (DOS_PAGES.has(digits)) return charset(`CP${digits}`, 'single-byte')
  const iso = /^(?:8859|2859)(1[0-6]|[1-9])$/.exec(digits)?.[1]
  return iso === undefined ? null : iso8859(iso)
}

/**
 * The charset that a .cpg label or an `--encoding` option means, in any spelling. null: not a charset we know; `OEM`, `System`
 * and `ANSI` (ArcGIS, QGIS) are such: they mean whatever the writer's machine had.
 */
export function charsetOfLabel(label: string): Charset | null {
  const key = label.toLowerCase().replace(/[^a-z0-9]/g, '')
  const named = BY_NAME[key]
  if (named !== undefined) return named
  const latin = LATIN_PARTS[/^latin(\d{1,2})$/.exec(key)?.[1] ?? '']
  if (latin !== undefined) return iso8859(latin)
  const iso = /^iso8859(1[0-6]|[1-9])$/.exec(key)?.[1]
  if (iso !== undefined) return iso8859(iso)
  const digits = /^(?:cp|ansi|oem|ms|ibm|windows|win|codepage|ldid|xcp)?(\d{3,5})$/.exec(key)?.[1]
  return digits === undefined ? null : byCodePage(digits)
}

/** Labels that name no charset, so they are no lie either. */
export const isEmptyLabel = (label: string): boolean =>
  ['', 'oem', 'system', 'ansi', 'default', 'locale'].includes(label.trim().toLowerCase())

/** dBASE and FoxPro language driver ids. 0x57 (ANSI, whatever that was) and 0x00 say nothing and are not in it. */
const CODE_PAGE_OF_LDID: Readonly<Record<number, string>> = {
  0x01: '437',
  0x02: '850',
  0x03: '1252',
  0x08: '865',
  0x09: '437',
  0x0a: '850',
  0x0b: '437',
  0x0d: '437',
  0x0e: '850',
  0x0f: '437',
  0x10: '850',
  0x11: '437',
  0x12: '850',
  0x13: '932',
  0x14: '850',
  0x15: '437',
  0x16: '850',
  0x17: '865',
  0x18: '437',
  0x19: '437',
  0x1a: '850',
  0x1b: '437',
  0x1c: '863',
  0x1d: '850',
  0x1f: '852',
  0x22: '852',
  0x23: '852',
  0x24: '860',
  0x25: '850',
  0x26: '866',
  0x37: '850',
  0x40: '852',
  0x4d: '936',
  0x4e: '949',
  0x4f: '950',
  0x50: '874',
  0x58: '1252',
  0x59: '1252',
  0x64: '852',
  0x65: '866',
  0x66: '865',
  0x67: '861',
  0x6a: '737',
  0x6b: '857',
  0x6c: '863',
  0x78: '950',
  0x79: '949',
  0x7a: '936',
  0x7b: '932',
  0x7c: '874',
  0x7d: '1255',
  0x7e: '1256',
  0x86: '737',
  0x87: '852',
  0x88: '857',
  0x96: '10007',
  0xc8: '1250',
  0xc9: '1251',
  0xca: '1254',
  0xcb: '1253',
  0xcc: '1257',
}

/** The charset of a .dbf header's byte 29, or null where it says nothing. */
export function charsetOfLdid(ldid: number): Charset | null {
  const codePage = CODE_PAGE_OF_LDID[ldid]
  return codePage === undefined ? null : byCodePage(codePage)
}
