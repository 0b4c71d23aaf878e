import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Language } from '../../shared/lang/message.ts'
import { wordCode } from '../../shared/lang/words.ts'
import { sample, sampleFolder } from '../platform/sample.ts'
import { EXIT, languageOf, runCli } from './run-cli.ts'

/** The near-suburb homestead of 200.50 m² in the sample: record 31. */
const PLOT = '371703001002JC00007'

type Environment = Readonly<Record<string, string | undefined>>

interface Step {
  readonly args: readonly string[]
  /** Said before it; null: the command says enough. */
  readonly heading: 'demo.plot' | null
}

/** The main job on the sample. Targets are overwritten, so that every run starts afresh; the key beside the survey is reused. */
function stepsOf(folder: string): readonly Step[] {
  const survey = join(folder, sample.name)
  const handOver = join(folder, '示例成果.zip')
  const commands: readonly (readonly string[])[] = [
    ['init', survey, '--county', sample.county, '--villages', sample.villages, '--force'],
    ...sample.layers.map(({ file, kind }) => ['import', survey, join(sampleFolder, file), '--layer', kind]),
    ...sample.plan.layers.map(({ file, layer }, i) => [
      'plan',
      'import',
      survey,
      join(sampleFolder, file),
      '--plan',
      sample.plan.title,
      '--layer',
      layer,
      ...(i === 0
        ? ['--base-year', String(sample.plan.baseYear), '--target-year', String(sample.plan.targetYear)]
        : []),
      ...(layer === 'planned' ? ['--planned-scheme', sample.plan.plannedScheme] : []),
    ]),
    ['assess', survey],
    ['check', survey],
    ['export', survey, '--to', handOver, '--format', 'package', '--allow-blocking', '--force'],
    ['verify', handOver],
    ['plan', 'conflicts', survey],
    ['plan', 'tables', survey, '--to', join(folder, '示例规划表.xlsx'), '--force'],
    ['plan', 'print', survey, '--to', join(folder, '示例规划图.pdf'), '--force'],
  ]
  return [
    ...commands.map((args): Step => ({ args, heading: null })),
    { args: ['explain', survey, '--parcel', PLOT], heading: 'demo.plot' },
  ]
}

/** As it would be typed: file names without their folders. */
const shown = (args: readonly string[], folders: readonly string[]): string =>
  [
    'cundi',
    ...folders.reduce<readonly string[]>(
      (words, folder) => words.map((word) => word.replace(join(folder, '/'), '')),
      args,
    ),
  ].join(' ')

/** Runs the main job on the sample that ships with CunDi and gives the exit status. The sample's own errors block nothing here. */
async function runDemo(options: readonly string[], env: Environment, signal: AbortSignal): Promise<number> {
  const language = languageOf(options, env)
  const folder = resolve(env.INIT_CWD ?? process.cwd(), 'demo-output')
  mkdirSync(folder, { recursive: true })
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  say(wordCode('demo.title', {}, language))
  for (const { args, heading } of stepsOf(folder)) {
    say(`\n${heading === null ? '' : `${wordCode(heading, {}, language)}\n`}$ ${shown(args, [sampleFolder, folder])}`)
    const status = await runCli([...args, '--lang', language], signed(env, language), signal)
    if (status !== EXIT.done && status !== EXIT.blocked) return status
  }
  say(`\n${wordCode('demo.files', { folder }, language)}`)
  return EXIT.done
}

const signed = (env: Environment, language: Language): Environment => ({
  ...env,
  CUNDI_OPERATOR: env.CUNDI_OPERATOR ?? wordCode('demo.operator', {}, language),
})

const abort = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => abort.abort())
process.exitCode = await runDemo(process.argv.slice(2), process.env, abort.signal)
