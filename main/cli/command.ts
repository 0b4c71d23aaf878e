import type { ParseArgsOptionsConfig } from 'node:util'
import type { RouterClient } from '@orpc/server'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { charsetOfLabel } from '../../shared/formats/encoding/labels.ts'
import { epsgCodeIn } from '../../shared/geo/crs/catalogue.ts'
import type { Language } from '../../shared/lang/message.ts'
import type { router } from '../core/router.ts'

export type Client = RouterClient<typeof router>

/** What a command line said, checked against the command's own usage. */
export interface Arguments {
  readonly positionals: readonly string[]
  text(option: string): string | null
  texts(option: string): readonly string[]
  has(option: string): boolean
}

export interface CommandContext {
  readonly client: Client
  readonly args: Arguments
  readonly language: Language
  readonly signal: AbortSignal
  word(code: string, params?: Readonly<Record<string, string | number>>): string
  /** Waits for a job's outcome and shows how far it is. */
  finish<T>(job: AsyncIterator<JobProgress, Outcome<T>, void>): Promise<Outcome<T>>
  /** Opens the survey, does the work, closes it whatever happens. */
  withSurvey<T>(
    file: string,
    mode: 'read' | 'write',
    work: (survey: string) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>>
}

/** What a command answers: the JSON document, its text for people, and whether something blocks (exit 1). */
export interface CommandAnswer {
  readonly json: unknown
  readonly text: readonly string[]
  readonly blocks?: boolean
}

export interface Command {
  readonly name: string
  /** As it is typed, after `cundi`. */
  readonly usage: string
  readonly positionals: readonly [least: number, most: number]
  readonly options: ParseArgsOptionsConfig
  run(context: CommandContext): Promise<Outcome<CommandAnswer>>
}

/** Wrong usage found by a command itself: exit 2. */
export class UsageError extends Error {
  readonly code: string
  readonly params: Readonly<Record<string, string>>
  constructor(code: string, params: Readonly<Record<string, string>> = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}

/** The value of an option that allows only some. */
export function oneOf<T extends string>(option: string, value: string | null, allowed: readonly T[], otherwise: T): T {
  if (value === null) return otherwise
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined)
    throw new UsageError('usage.value', { option: `--${option}`, value, expected: allowed.join(' | ') })
  return found
}

/** A calendar day that an option names. */
export function dayOf(args: Arguments, option: string): string {
  const text = args.text(option) ?? ''
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new UsageError('usage.value', { option: `--${option}`, value: text, expected: 'YYYY-MM-DD' })
  return text
}

/** An option that names a coordinate system, as EPSG:n or another spelling of it; which one it is, is for others to judge. */
export function crsOption(args: Arguments, option: 'crs' | 'source-crs'): string | null {
  const crs = args.text(option)
  if (crs !== null && epsgCodeIn(crs) === null) throw new UsageError('crs.bad-option', { crs, option: `--${option}` })
  return crs
}

export function encodingOption(args: Arguments): string | null {
  const label = args.text('encoding')
  if (label !== null && charsetOfLabel(label) === null) throw new UsageError('encoding.unknown-label', { label })
  return label
}
