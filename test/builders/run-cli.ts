import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll } from 'vitest'
import { runCli as runInProcess } from '../../main/cli/run-cli.ts'

const PROGRAM = join(import.meta.dirname, '..', '..', 'main', 'cli', 'cundi.ts')

/** What the machine's own settings would say into a run. */
const SPEAKING = ['LANG', 'LC_ALL', 'INIT_CWD', 'CUNDI_OPERATOR', 'CUNDI_TEAM', 'CUNDI_PASSPHRASE', 'CUNDI_DEBUG']
const nowhere = join(tmpdir(), 'cundi-no-settings')
const silent = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !SPEAKING.includes(name))),
  XDG_CONFIG_HOME: nowhere,
  APPDATA: nowhere,
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** The script or program file to run; the sources' command line unless given. */
  readonly program?: string
  /** A signal that is sent as soon as this becomes true. */
  readonly interrupt?: { readonly signal: NodeJS.Signals; readonly when: () => boolean }
}

export interface CliRun {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line as a process of its own, with nobody's language and nobody's name. */
export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<CliRun> {
  const child = spawn(process.execPath, [options.program ?? PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: options.cwd,
    env: { ...silent, ...options.env },
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const { interrupt } = options
  while (interrupt !== undefined && child.exitCode === null) {
    if (interrupt.when()) {
      child.kill(interrupt.signal)
      break
    }
    await pause(2)
  }
  return { status: await ended, ...output }
}

/** `npm run demo`, from this folder. */
export const runDemo = (folder: string, args: readonly string[] = []): Promise<CliRun> =>
  runCli(args, { program: join(import.meta.dirname, '..', '..', 'main', 'cli', 'demo.ts'), env: { INIT_CWD: folder } })

/** The one JSON document that a run with --json answered; anything else on stdout fails here. T is what the test expects of it. */
export async function answerOf<T = Readonly<Record<string, unknown>>>(
  args: readonly string[],
  options: RunOptions & { readonly status?: number } = {},
): Promise<T> {
  const run = await runCli([...args, '--json'], options)
  if (run.status !== (options.status ?? 0)) {
    throw new Error(`cundi ${args.join(' ')} ended with ${run.status}: ${run.stdout}${run.stderr}`)
  }
  // A bar on a terminal, nothing where there is none.
  if (run.stderr !== '') throw new Error(`cundi ${args.join(' ')} says on stderr: ${run.stderr}`)
  return JSON.parse(run.stdout) as T
}

/** Runs the command line in this process, for what ends before any work begins: a process of its own costs half a second. */
export async function runHere(args: readonly string[]): Promise<CliRun> {
  const written = { stdout: '', stderr: '' }
  const restore = (['stdout', 'stderr'] as const).map((name) => {
    const write = process[name].write
    process[name].write = (text: string | Uint8Array): boolean => {
      written[name] += text.toString()
      return true
    }
    return () => {
      process[name].write = write
    }
  })
  try {
    return { status: await runInProcess(args, {}), ...written }
  } finally {
    for (const undo of restore) undo()
  }
}

export interface CliError {
  readonly code: string
  readonly message: string
  readonly file?: string
  readonly record?: number
  readonly proposals?: readonly string[]
}

/** Keys of the answer for one imported layer, in their order. */
export const IMPORT_KEYS = [
  'batch',
  'file',
  'layer',
  'encoding',
  'encodingFrom',
  'sourceCrs',
  'targetCrs',
  'read',
  'imported',
  'updated',
  'skipped',
  'rejected',
  'deletedRecords',
  'findings',
  'seconds',
]

const ERROR_KEYS = ['code', 'message', 'file', 'record', 'proposals']

/** The error document of a run that must be refused with exit 3, or with the status named; its message is worded to the end. */
export async function refusalOf(
  args: readonly string[],
  options: RunOptions & { readonly status?: number } = {},
): Promise<CliError> {
  const document = await answerOf<{ readonly error: CliError }>(args, { status: 3, ...options })
  const { error } = document
  const strange = [...Object.keys(document).slice(1), ...Object.keys(error).filter((key) => !ERROR_KEYS.includes(key))]
  if (strange.length > 0) throw new Error(`${error.code} has keys that nobody promised: ${strange.join(', ')}`)
  if (/\{\w+\}|\n/.test(error.message)) throw new Error(`${error.code} is not worded to its end: ${error.message}`)
  return error
}

/** A folder for one test file, named as teams name theirs; removed after it. */
export function workplace() {
  const root = mkdtempSync(join(tmpdir(), '村地 命令行-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  let surveys = 0
  return {
    root,
    path: (name: string): string => join(root, name),
    folder: (name: string): string => {
      const path = join(root, name)
      if (!existsSync(path)) mkdirSync(path)
      return path
    },
    /** A new survey of Dingtao in a folder of its own. */
    async survey(villagesCsv?: string): Promise<string> {
      surveys += 1
      const folder = join(root, `调查 ${surveys}`)
      mkdirSync(folder)
      const survey = join(folder, '调查.gpkg')
      const villages = villagesCsv === undefined ? [] : ['--villages', villagesCsv]
      await answerOf(['init', survey, '--county', '371703', ...villages])
      return survey
    },
  }
}

/** What stands beside a file, with itself. */
export const beside = (path: string): readonly string[] => readdirSync(join(path, '..')).toSorted()
