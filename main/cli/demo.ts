import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Language } from '../../shared/lang/message.ts'
import { wordCode } from '../../shared/lang/words.ts'
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
function stepsOf(sample: string, folder: string): readonly Step[] {
  const survey = join(folder, '示例.gpkg')
  const handOver = join(folder, '示例成果.zip')
  const take = (name: string, kind: string): readonly string[] => [
    'import',
    survey,
    join(sample, `${name}.shp`),
    '--layer',
    kind,
  ]
  const commands: readonly (readonly string[])[] = [
    ['init', survey, '--county', '371703', '--villages', join(sample, 'villages.csv'), '--force'],
    take('村界', 'village'),
    take('宗地', 'parcel'),
    take('房屋', 'building'),
    take('地类图斑', 'land_use'),
    ['assess', survey],
    ['check', survey],
    ['export', survey, '--to', handOver, '--format', 'package', '--allow-blocking', '--force'],
    ['verify', handOver],
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
async function runDemo(options: readonly string[], env: Environment): Promise<number> {
  const language = languageOf(options, env)
  const sample = join(import.meta.dirname, '..', 'assets', 'sample')
  const folder = resolve(env.INIT_CWD ?? process.cwd(), 'demo-output')
  mkdirSync(folder, { recursive: true })
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  say(wordCode('demo.title', {}, language))
  for (const { args, heading } of stepsOf(sample, folder)) {
    say(`\n${heading === null ? '' : `${wordCode(heading, {}, language)}\n`}$ ${shown(args, [sample, folder])}`)
    const status = await runCli([...args, '--lang', language], signed(env, language))
    if (status !== EXIT.done && status !== EXIT.blocked) return status
  }
  say(`\n${wordCode('demo.files', { folder }, language)}`)
  return EXIT.done
}

const signed = (env: Environment, language: Language): Environment => ({
  ...env,
  CUNDI_OPERATOR: env.CUNDI_OPERATOR ?? wordCode('demo.operator', {}, language),
})

process.exitCode = await runDemo(process.argv.slice(2), process.env)
