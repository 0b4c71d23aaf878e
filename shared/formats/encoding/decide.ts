import { done, type Outcome, refuse } from '../../contract/outcome.ts'
import type { SourceIssue } from '../source.ts'
import { doubleByteFit } from './double-byte.ts'
import {
  BIG5,
  type Charset,
  charsetOfLabel,
  charsetOfLdid,
  EUC_JP,
  EUC_KR,
  GB18030,
  isEmptyLabel,
  SHIFT_JIS,
  UTF_8,
  WINDOWS_1252,
} from './labels.ts'
import type { EncodingEvidence, EncodingHints, Misfit } from './sniffer.ts'

export type EncodingSource = 'option' | 'cpg' | 'ldid' | 'sniffed'

export interface EncodingDecision {
  readonly encoding: string
  readonly from: EncodingSource
  readonly issues: readonly SourceIssue[]
}

/** A hint holds when at most this share of the values contradicts it: real files have a damaged value here and there. */
const TOLERATED_MISFIT = 0.02
/** Chinese text lies in GB 2312 but for rare names; Big5, Shift_JIS and Latin bytes read as GBK mostly do not. */
const CHINESE_MIN_COMMON = 0.6
/** The bytes of kana are the same in EUC-JP, and Chinese surveys have none. */
const CHINESE_MAX_KANA = 0.2
const LATIN_MIN_LONE_RUNS = 0.8

const isStrict = (misfit: Misfit): boolean => misfit.invalidValues === 0 && misfit.earlyCuts === 0
const isUtf8 = ({ utf8 }: EncodingEvidence): boolean => utf8.chars > 0 && isStrict(utf8)

function looksChinese({ gb18030 }: EncodingEvidence): boolean {
  const { chars, common, kana } = gb18030
  return chars > 0 && common >= CHINESE_MIN_COMMON * chars && kana <= CHINESE_MAX_KANA * chars
}

/** UTF-8 of two-byte characters only, without a Latin letter near, is more likely a GBK 小 (0xD0A1) than a Cyrillic С. */
function isChineseByChanceUtf8(evidence: EncodingEvidence): boolean {
  const { utf8, gb18030, runs } = evidence
  return utf8.wide === 0 && isStrict(gb18030) && looksChinese(evidence) && runs.besideLetter * 2 < runs.total
}

function misfitOf(charset: Charset, evidence: EncodingEvidence): Misfit | null {
  switch (charset.family) {
    case 'utf-8':
      return evidence.utf8
    case 'gb':
      return evidence.gb18030
    default:
      return evidence.others.get(charset.name) ?? null
  }
}

/** Whether the bytes can be of the hinted charset, and do not plainly say another. */
function holds(charset: Charset, evidence: EncodingEvidence): boolean {
  if (evidence.values === 0) return true
  const misfit = misfitOf(charset, evidence)
  if (misfit !== null && misfit.invalidValues > TOLERATED_MISFIT * evidence.values) return false
  switch (charset.family) {
    case 'utf-16':
      return false
    case 'gb':
      return !(isUtf8(evidence) && evidence.utf8.wide > 0)
    case 'latin': {
      const chinese =
        isStrict(evidence.gb18030) && looksChinese(evidence) && evidence.runs.besideLetter * 2 < evidence.runs.total
      return !isUtf8(evidence) && !chinese
    }
    default:
      return true
  }
}

function sniff(evidence: EncodingEvidence): Charset | null {
  if (evidence.values === 0) return UTF_8
  if (isUtf8(evidence) && !isChineseByChanceUtf8(evidence)) return UTF_8
  if (isStrict(evidence.gb18030) && looksChinese(evidence)) return GB18030
  return null
}

/** Western European text has single accented letters inside ASCII words. */
const looksWestern = ({ runs }: EncodingEvidence): boolean =>
  runs.total > 0 && runs.lone >= LATIN_MIN_LONE_RUNS * runs.total

/** Encodings worth trying, best first: those whose structure every sample has. */
function proposals(evidence: EncodingEvidence): string[] {
  const possible: string[] = []
  if (isUtf8(evidence)) possible.push(UTF_8.name)
  if (evidence.gb18030.chars > 0 && evidence.gb18030.invalidValues === 0) possible.push(GB18030.name)
  for (const { name } of [BIG5, SHIFT_JIS, EUC_JP, EUC_KR]) {
    if (evidence.samples.every((sample) => doubleByteFit(name, sample, 0, sample.length) === 'fits'))
      possible.push(name)
  }
  return [...possible, WINDOWS_1252.name]
}

function decideByOption(option: string, evidence: EncodingEvidence): Outcome<EncodingDecision> {
  const charset = charsetOfLabel(option)
  if (charset === null || charset.family === 'utf-16') {
    return refuse({ code: 'encoding.unknown-label', params: { label: option }, proposals: [UTF_8.name, GB18030.name] })
  }
  const misfit = misfitOf(charset, evidence)
  const better = sniff(evidence)
  if (misfit !== null && misfit.invalidValues > TOLERATED_MISFIT * evidence.values && better !== null) {
    return refuse({
      code: 'encoding.option-wrong',
      params: { label: charset.name, values: misfit.invalidValues },
      proposals: [better.name],
    })
  }
  return done({ encoding: charset.name, from: 'option', issues: [] })
}

/** The .cpg's charset when it holds; otherwise what there is to say about it. */
function decideByCpg(cpg: string, evidence: EncodingEvidence): { charset: Charset | null; issues: SourceIssue[] } {
  const label = cpg
    .replace(/^\uFEFF/, '')
    .trim()
    .slice(0, 40)
  const charset = charsetOfLabel(label)
  if (charset !== null && holds(charset, evidence)) return { charset, issues: [] }
  if (charset === null && isEmptyLabel(label)) return { charset: null, issues: [] }
  return { charset: null, issues: [{ code: 'encoding.cpg-wrong', severity: 'warning', detail: { label } }] }
}

/**
 * Which encoding a file's text has: option, then a .cpg that fits the bytes, an LDID that fits them, strict UTF-8, plausible
 * GB18030. Single-byte LDIDs fit any bytes, so they are believed only after that. Refusals: `encoding.unknown` (with proposals),
 * `encoding.unknown-label`, `encoding.option-wrong`. Findings: `encoding.cpg-wrong`, `encoding.sniffed`.
 */
export function decideEncoding(hints: EncodingHints, evidence: EncodingEvidence): Outcome<EncodingDecision> {
  if (hints.option !== null) return decideByOption(hints.option, evidence)
  const cpg = hints.cpg === null ? { charset: null, issues: [] } : decideByCpg(hints.cpg, evidence)
  if (cpg.charset !== null) return done({ encoding: cpg.charset.name, from: 'cpg', issues: cpg.issues })
  const driver = hints.ldid === null ? null : charsetOfLdid(hints.ldid)
  const byLdid = (charset: Charset) =>
    done<EncodingDecision>({ encoding: charset.name, from: 'ldid', issues: cpg.issues })
  const isStructured = driver?.family === 'gb' || driver?.family === 'double-byte'
  if (driver !== null && (isStructured || evidence.values === 0) && holds(driver, evidence)) return byLdid(driver)
  const sniffed = sniff(evidence) ?? (driver === null && looksWestern(evidence) ? WINDOWS_1252 : null)
  if (sniffed !== null) {
    const finding: SourceIssue = { code: 'encoding.sniffed', severity: 'info', detail: { encoding: sniffed.name } }
    return done({
      encoding: sniffed.name,
      from: 'sniffed',
      issues: evidence.values === 0 ? cpg.issues : [...cpg.issues, finding],
    })
  }
  if (driver !== null && !isStructured && holds(driver, evidence)) return byLdid(driver)
  return refuse({ code: 'encoding.unknown', proposals: proposals(evidence) })
}
