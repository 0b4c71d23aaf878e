import { resolve } from 'node:path'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { createRouterClient } from '@orpc/server'
import type { Outcome, Refusal } from '../../shared/contract/outcome.ts'
import type { Language } from '../../shared/lang/message.ts'
import { wordCode } from '../../shared/lang/words.ts'
import { createCore } from '../core/core.ts'
import { answerDiskFailures } from '../core/disk-failures.ts'
import { router } from '../core/router.ts'
import { Cancelled } from '../jobs/shared-flag.ts'
import { productVersion } from '../platform/product-version.ts'
import { readSettings, settingsPath } from '../platform/settings.ts'
import { type Arguments, type Command, type CommandAnswer, type CommandContext, UsageError } from './command.ts'
import { commands } from './commands.ts'
import { helpText } from './help.ts'
import { createProgressBar } from './progress-bar.ts'

export const EXIT = { done: 0, blocked: 1, usage: 2, unusable: 3, cancelled: 130 } as const

const COMMON: ParseArgsOptionsConfig = {
  json: { type: 'boolean' },
  lang: { type: 'string' },
  operator: { type: 'string' },
  team: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
}

type Environment = Readonly<Record<string, string | undefined>>

/** Runs one command; the exit status is a promise of COMMANDS.md. Aborting the signal cancels it. */
export async function runCli(
  argv: readonly string[],
  env: Environment,
  signal: AbortSignal = new AbortController().signal,
): Promise<number> {
  const isJson = argv.includes('--json')
  const language = languageOf(argv, env)
  const [name, ...rest] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${helpText(language)}\n`)
    return name === undefined ? EXIT.usage : EXIT.done
  }
  if (name === '--version') {
    process.stdout.write(`${productVersion()}\n`)
    return EXIT.done
  }
  const command = commands.find((candidate) => candidate.name === name)
  if (command === undefined)
    return fail({ code: 'usage.command', params: { command: name } }, EXIT.usage, isJson, language)
  try {
    const args = parse(command, rest)
    if (args.has('help')) {
      process.stdout.write(`cundi ${command.usage}\n`)
      return EXIT.done
    }
    return await runCommand(command, args, isJson, language, env, signal)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return fail(
      { code: error.code, params: { usage: `cundi ${command.usage}`, ...error.params } },
      EXIT.usage,
      isJson,
      language,
    )
  }
}

async function runCommand(
  command: Command,
  args: Arguments,
  isJson: boolean,
  language: Language,
  env: Environment,
  signal: AbortSignal,
): Promise<number> {
  if (signal.aborted) return fail({ code: 'cli.cancelled' }, EXIT.cancelled, isJson, language)
  const settings = readSettings(settingsPath(env))
  if (!settings.ok) return fail(settings.refusal, EXIT.unusable, isJson, language)
  const core = createCore({
    author: {
      operator: args.text('operator') ?? env.CUNDI_OPERATOR ?? settings.value.operator,
      team: args.text('team') ?? env.CUNDI_TEAM ?? settings.value.team,
    },
    passphrase: env.CUNDI_PASSPHRASE ?? null,
    // npm runs scripts in the package's folder; what the user typed is relative to where they stand.
    resolveFile: (file) => resolve(env.INIT_CWD ?? process.cwd(), file),
    version: productVersion(),
    language,
  })
  const client = createRouterClient(router, { context: { core }, interceptors: [answerDiskFailures] })
  const bar = createProgressBar(process.stderr, language)
  const context: CommandContext = {
    client,
    args,
    language,
    signal,
    word: (code, params = {}) => wordCode(code, params, language),
    async finish(job) {
      try {
        for (;;) {
          const next = await job.next()
          if (next.done === true) return next.value
          bar.show(next.value)
        }
      } finally {
        bar.clear()
      }
    },
    async withSurvey(file, mode, work) {
      const opened = await client.survey.open({ file, mode })
      if (!opened.ok) return opened
      try {
        return await work(opened.value.survey)
      } finally {
        await client.survey.close({ survey: opened.value.survey })
      }
    },
  }
  try {
    return answer(await command.run(context), isJson, language)
  } catch (error) {
    if (error instanceof UsageError) throw error
    if (error instanceof Cancelled || signal.aborted)
      return fail({ code: 'cli.cancelled' }, EXIT.cancelled, isJson, language)
    return fail(refusalOfFault(error), EXIT.unusable, isJson, language)
  } finally {
    core.closeAll()
  }
}

/** A bug or a failing disk. Its name is shown, its values are not: they may be personal. */
function refusalOfFault(error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  if (code !== null && /^(E[A-Z]+|SQLITE_(BUSY|FULL|IOERR|READONLY|CANTOPEN).*)$/.test(code))
    return {
      code: 'io.failed',
      params: { reason: code, file: error instanceof Error && 'path' in error ? String(error.path) : '—' },
    }
  if (process.env.CUNDI_DEBUG !== undefined)
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  const place = error instanceof Error ? (/at .*?([\w-]+\.[tj]s:\d+)/.exec(error.stack ?? '')?.[1] ?? '') : ''
  return {
    code: 'internal',
    params: { detail: `${error instanceof Error ? error.name : 'fault'} ${code ?? ''} ${place}`.trim() },
  }
}

function answer(outcome: Outcome<CommandAnswer>, isJson: boolean, language: Language): number {
  if (!outcome.ok)
    return fail(
      outcome.refusal,
      outcome.refusal.code === 'export.blocked' ? EXIT.blocked : EXIT.unusable,
      isJson,
      language,
    )
  const { json, text, blocks = false } = outcome.value
  process.stdout.write(isJson ? `${JSON.stringify(json, null, 2)}\n` : `${text.join('\n')}\n`)
  return blocks ? EXIT.blocked : EXIT.done
}

function fail(refusal: Refusal, status: number, isJson: boolean, language: Language): number {
  const { code, file, record, proposals } = refusal
  const params = {
    ...(file === undefined ? {} : { file }),
    ...(record === undefined ? {} : { record }),
    ...(proposals === undefined ? {} : { proposals: proposals.join(language === 'zh' ? '、' : ', ') }),
    ...refusal.params,
  }
  const message = wordCode(code, params, language)
  if (isJson)
    process.stdout.write(
      `${JSON.stringify({ error: { code, message, ...(file === undefined ? {} : { file }), ...(record === undefined ? {} : { record }), ...(proposals === undefined ? {} : { proposals }) } }, null, 2)}\n`,
    )
  else process.stderr.write(`${message}\n${(proposals ?? []).map((proposal) => `  ${proposal}\n`).join('')}`)
  return status
}

/** Chinese first: English only where asked, or where the system's language is English. */
export function languageOf(argv: readonly string[], env: Environment): Language {
  const at = argv.indexOf('--lang')
  const asked = at >= 0 ? argv[at + 1] : argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length)
  if (asked === 'zh' || asked === 'en') return asked
  return (env.LC_ALL ?? '') !== ''
    ? env.LC_ALL?.startsWith('en')
      ? 'en'
      : 'zh'
    : env.LANG?.startsWith('en')
      ? 'en'
      : 'zh'
}

function parse(command: Command, rest: readonly string[]): Arguments {
  const options = { ...COMMON, ...command.options }
  const parsed = parseOptions(rest, options)
  const values = parsed.values as Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  const [least, most] = command.positionals
  if (values.help !== true && parsed.positionals.length < least)
    throw new UsageError('usage.missing', { what: command.usage.split(' ')[parsed.positionals.length + 1] ?? '' })
  if (parsed.positionals.length > most) throw new UsageError('usage.surplus', { value: parsed.positionals[most] ?? '' })
  if (values.lang !== undefined && values.lang !== 'zh' && values.lang !== 'en')
    throw new UsageError('usage.value', { option: '--lang', value: String(values.lang), expected: 'zh | en' })
  return {
    positionals: parsed.positionals,
    text: (option) => (typeof values[option] === 'string' ? values[option] : null),
    texts: (option) =>
      Array.isArray(values[option]) ? values[option].filter((value) => typeof value === 'string') : [],
    has: (option) => values[option] === true,
  }
}

/** Not parseArgs' own strictness: it words its complaints in English alone. */
function parseOptions(
  rest: readonly string[],
  options: ParseArgsOptionsConfig,
): { readonly values: object; readonly positionals: string[] } {
  const parsed = parseArgs({ args: [...rest], options, allowPositionals: true, strict: false, tokens: true })
  for (const token of parsed.tokens) {
    if (token.kind !== 'option') continue
    const detail = faultOfOption(Object.hasOwn(options, token.name) ? options[token.name]?.type : undefined, token)
    if (detail !== null) throw new UsageError('usage.option', { detail, option: token.rawName })
  }
  return parsed
}

/** A value that looks like an option is taken for a forgotten one, unless it is written --option=-value. */
function faultOfOption(
  type: 'boolean' | 'string' | undefined,
  { value, inlineValue }: { readonly value: string | undefined; readonly inlineValue: boolean | undefined },
): string | null {
  if (type === undefined) return 'usage.option.unknown'
  if (type === 'boolean') return value === undefined ? null : 'usage.option.flag'
  const isForgotten = value === undefined || (inlineValue !== true && value.length > 1 && value.startsWith('-'))
  return isForgotten ? 'usage.option.value' : null
}
