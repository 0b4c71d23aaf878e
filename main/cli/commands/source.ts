import { readFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import * as z from 'zod/mini'
import type { Outcome } from '../../../shared/contract/outcome.ts'
import { done, refuse } from '../../../shared/contract/outcome.ts'
import { wordFinding } from '../../../shared/lang/words.ts'
import { type LayerKind, layerKinds } from '../../../shared/model/layers.ts'
import { type Arguments, type Command, crsOption, encodingOption, oneOf, UsageError } from '../command.ts'
import { findingLine, importedJson, importedLines } from './imported.ts'
import { lossLines, wordLosses } from './losses.ts'

const sourceOptions = {
  encoding: { type: 'string' },
  sheet: { type: 'string' },
  'header-row': { type: 'string' },
} as const

/** Which options only some files answer, and which files never do; an archive may hold any, and another file is refused when it is opened. */
const DEAF = {
  sheet: ['.csv', '.shp', '.shx', '.dbf', '.gpkg', '.geojson', '.json'],
  'header-row': ['.shp', '.shx', '.dbf', '.gpkg', '.geojson', '.json'],
} as const
const HEARING = { sheet: '.xlsx', 'header-row': '.xlsx, .csv' } as const

function readSourceOptions(
  args: Arguments,
  file: string,
): {
  encoding: string | null
  sheet: string | null
  headerRow: number | null
} {
  for (const option of ['sheet', 'header-row'] as const) {
    const isDeaf = DEAF[option].some((extension) => extension === extname(file).toLowerCase())
    if (args.text(option) !== null && isDeaf)
      throw new UsageError('usage.not-for-file', { option: `--${option}`, file, files: HEARING[option] })
  }
  const row = args.text('header-row')
  if (row !== null && !/^[1-9]\d{0,5}$/.test(row))
    throw new UsageError('usage.value', { option: '--header-row', value: row, expected: '1, 2, 3 …' })
  return { encoding: encodingOption(args), sheet: args.text('sheet'), headerRow: row === null ? null : Number(row) }
}

export const inspectCommand: Command = {
  name: 'inspect',
  usage: 'inspect FILE [--encoding E] [--sheet NAME] [--header-row N]',
  positionals: [1, 1],
  options: sourceOptions,
  async run({ client, args, word, finish, signal, language }) {
    const [file = ''] = args.positionals
    const inspected = await finish(await client.source.inspect({ file, ...readSourceOptions(args, file) }, { signal }))
    if (!inspected.ok) return inspected
    const unknown = word('out.unknown')
    const layers = inspected.value.layers.map((layer) => ({
      ...layer,
      findings: layer.findings.map(({ detail = {}, examples, ...finding }) => ({
        ...finding,
        message: wordFinding(finding.code, { file, ...detail }, language),
        examples: examples.map(({ record }) => ({
          record,
          message: wordFinding(finding.code, { file, ...detail, record }, language),
        })),
      })),
    }))
    const text = layers.flatMap((layer, at) => [
      word('out.layer', {
        name: layer.name,
        type: layer.geometryType ?? '—',
        records: layer.records,
        deleted: layer.deletedRecords,
        unreadable: layer.unreadable.length,
        invalid: layer.invalid,
        encoding: layer.encoding ?? unknown,
        crs:
          layer.crs ??
          (layer.crsProposals.length > 0 ? `${unknown} (${layer.crsProposals.slice(0, 3).join(', ')}?)` : unknown),
      }),
      ...layer.unreadable.slice(0, 10).map(({ record, reason }) => {
        const known = inspected.value.layers[at]?.findings.find((finding) => finding.code === reason)?.detail
        return `  #${record}: ${word(reason, { file, ...known })}`
      }),
      ...layer.findings.map((finding) =>
        findingLine(
          word,
          finding.severity,
          finding.message,
          finding.count,
          finding.code,
          finding.examples.map(({ record }) => record),
        ),
      ),
    ])
    const general = inspected.value.findings.map(({ code, severity, detail = {} }) => ({
      code,
      severity,
      message: word(code, { file, ...detail }),
    }))
    return done({
      json: { layers, ...(general.length > 0 ? { findings: general } : {}) },
      text: [
        ...text,
        ...general.map((finding) => findingLine(word, finding.severity, finding.message, 1, finding.code, [])),
      ],
    })
  },
}

export const importCommand: Command = {
  name: 'import',
  usage:
    'import SURVEY.gpkg FILE --layer KIND[=NAME] … [--encoding E] [--source-crs EPSG:n] [--swap-axes] [--datum-parameters FILE.json] [--map FILE.json] [--on-duplicate reject|skip|update] [--village-from-code] [--sheet NAME] [--header-row N] [--dry-run]',
  positionals: [2, 2],
  options: {
    ...sourceOptions,
    layer: { type: 'string', multiple: true },
    'source-crs': { type: 'string' },
    'swap-axes': { type: 'boolean' },
    'datum-parameters': { type: 'string' },
    map: { type: 'string' },
    'on-duplicate': { type: 'string' },
    'village-from-code': { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  run({ client, args, word, finish, signal, withSurvey, language }) {
    const [survey = '', file = ''] = args.positionals
    const requests = readLayers(args.texts('layer'))
    const onDuplicate = oneOf('on-duplicate', args.text('on-duplicate'), ['reject', 'skip', 'update'], 'reject')
    const options = readSourceOptions(args, file)
    const sourceCrs = crsOption(args, 'source-crs')
    const isDry = args.has('dry-run')
    return withSurvey(survey, isDry ? 'read' : 'write', async (open) => {
      const map = readMap(args.text('map'))
      if (!map.ok) return map
      const imported = await finish(
        await client.imports.run(
          {
            survey: open,
            file,
            layers: requests as { kind: 'parcel'; name: string | null }[],
            ...options,
            sourceCrs,
            swapAxes: args.has('swap-axes'),
            datumParameters: args.text('datum-parameters'),
            map: map.value,
            onDuplicate,
            villageFromCode: args.has('village-from-code'),
            dryRun: isDry,
          },
          { signal },
        ),
      )
      if (!imported.ok) return imported
      const layers = imported.value.layers.map((layer) => importedJson(layer, language))
      const text = imported.value.layers.flatMap((layer) => importedLines(layer, word, language))
      return done({
        json: layers.length === 1 ? layers[0] : { layers },
        text: isDry ? [...text, word('out.dry-run')] : text,
      })
    })
  },
}

function readLayers(words: readonly string[]): { kind: LayerKind; name: string | null }[] {
  if (words.length === 0) throw new UsageError('usage.missing', { what: '--layer KIND[=NAME]' })
  const seen = new Set<string>()
  return words.map((text) => {
    const at = text.indexOf('=')
    const kind = layerKinds.find((candidate) => candidate === (at < 0 ? text : text.slice(0, at)))
    if (kind === undefined || at === text.length - 1)
      throw new UsageError('usage.value', { option: '--layer', value: text, expected: layerKinds.join(' | ') })
    if (at >= 0 && seen.has(text.toLowerCase()))
      throw new UsageError('usage.repeated', { option: '--layer', value: text })
    seen.add(text.toLowerCase())
    return { kind, name: at < 0 ? null : text.slice(at + 1) }
  })
}

const mapSchema = z.record(z.string(), z.string())

function readMap(file: string | null): Outcome<Readonly<Record<string, string>>> {
  if (file === null) return done({})
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), file)
  try {
    // Windows' own editor puts a byte order mark before what it saves.
    const parsed = mapSchema.safeParse(JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')))
    return parsed.success ? done(parsed.data) : refuse({ code: 'map.unreadable', file: path })
  } catch {
    return refuse({ code: 'map.unreadable', file: path })
  }
}

export const batchesCommand: Command = {
  name: 'batches',
  usage: 'batches SURVEY.gpkg [--rejected BATCH --to FIXME.zip] [--force]',
  positionals: [1, 1],
  options: { rejected: { type: 'string' }, to: { type: 'string' }, force: { type: 'boolean' } },
  run({ client, args, word, finish, signal, withSurvey, language }) {
    const rejected = args.text('rejected')
    const to = args.text('to')
    if ((rejected === null) !== (to === null))
      throw new UsageError('usage.missing', { what: rejected === null ? '--rejected' : '--to' })
    const batch = rejected === null ? null : batchNumber(rejected)
    return withSurvey(args.positionals[0] ?? '', 'read', async (survey) => {
      const batches = await client.imports.batches({ survey })
      if (!batches.ok) return batches
      if (batch === null || to === null) {
        const lines = batches.value.map(
          (b) =>
            `#${b.batch}  ${b.at}  ${b.file} / ${b.layer} (${word(`layer.${b.kind}`)})  ${b.imported} + ${b.updated}, ✗ ${b.rejected}${b.rolledBack === null ? '' : '  ↩'}  ${b.operator ?? word('history.nobody')}`,
        )
        return done({
          json: { batches: batches.value.map(({ rolledBack, ...b }) => ({ ...b, rolledBack: rolledBack !== null })) },
          text: lines.length > 0 ? lines : [word('out.empty')],
        })
      }
      const written = await finish(
        await client.imports.writeRejected({ survey, batch, to, force: args.has('force') }, { signal }),
      )
      if (!written.ok) return written
      const { path, records } = written.value
      const losses = wordLosses(written.value.losses, { word, language })
      return done({
        json: {
          batches: batches.value.map(({ rolledBack, ...b }) => ({ ...b, rolledBack: rolledBack !== null })),
          rejected: { path, records, losses },
        },
        text: [word('out.rejected-written', { path, records }), ...lossLines(losses, word)],
      })
    })
  },
}

function batchNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new UsageError('usage.value', { option: 'BATCH', value: text, expected: '1, 2, 3 …' })
  return Number(text)
}

export const rollbackCommand: Command = {
  name: 'rollback',
  usage: 'rollback SURVEY.gpkg BATCH',
  positionals: [2, 2],
  options: {},
  run({ client, args, word, finish, signal, withSurvey }) {
    const batch = batchNumber(args.positionals[1] ?? '')
    return withSurvey(args.positionals[0] ?? '', 'write', async (survey) => {
      const rolledBack = await finish(await client.imports.rollback({ survey, batch }, { signal }))
      return rolledBack.ok
        ? done({ json: rolledBack.value, text: [word('out.rolled-back', { ...rolledBack.value })] })
        : rolledBack
    })
  },
}
