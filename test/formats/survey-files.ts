import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openSource } from '../../main/jobs/source/open-source.ts'
import { readRecords } from '../../main/jobs/source/read-records.ts'
import type { SourceLayer } from '../../main/platform/source/layer.ts'
import type { CancelSignal } from '../../shared/contract/job.ts'
import type { SourceRecord } from '../../shared/formats/source.ts'
import { dbfBytes } from '../builders/dbf-bytes.ts'
import { partsContent, rectangle, shpFiles } from '../builders/shp-bytes.ts'

export const noSignal: CancelSignal = new AbortController().signal

/** A folder for one test file, removed after it. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cundi 测试-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Three plots in zone 39 with their GBK attributes, as bytes a file. */
export function threePlots(): { shp: Uint8Array; shx: Uint8Array; dbf: Uint8Array } {
  const contents = [0, 1, 2].map((plot) => partsContent([rectangle(39_500_000 + plot * 20, 3_880_000, 16, 12.5)]))
  const { shp, shx } = shpFiles({ type: 5, contents })
  const dbf = dbfBytes({
    encoding: 'gbk',
    ldid: 0x4d,
    fields: [
      { name: 'ZDDM', type: 'C', width: 19 },
      { name: 'ZL', type: 'C', width: 20 },
    ],
    rows: [
      ['371703105004JC00001', '柳树村'],
      ['371703105004JC00002', '柳树村'],
      ['371703105004JC00003', '槐树村'],
    ],
  })
  return { shp, shx, dbf }
}

export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
}

interface OpenOptions {
  readonly encoding?: string
  readonly sheet?: string
  readonly headerRow?: number
}

interface ReadOptions {
  readonly from?: number
  readonly to?: number
  readonly columns?: readonly number[]
  readonly batchRecords?: number
}

/** A workplace for one test file: folders with files, and sources opened with a scratch folder of their own. */
export function sourceBench() {
  const root = testFolder()
  const scratch = join(root, 'scratch')
  mkdirSync(scratch)
  const open = (path: string, options: OpenOptions = {}) =>
    openSource(path, { scratchDirectory: scratch, signal: noSignal, ...options })
  const layersOf = async (path: string, options: OpenOptions = {}): Promise<readonly SourceLayer[]> => {
    const opened = await open(path, options)
    if (!opened.ok) throw new Error(opened.refusal.code)
    return opened.value.layers
  }
  return {
    scratch,
    open,
    layersOf,
    folderWith(files: Readonly<Record<string, Uint8Array | string>>): string {
      const folder = join(root, String(readdirSync(root).length))
      mkdirSync(folder)
      writeFiles(folder, files)
      return folder
    },
    async layerOf(path: string, options: OpenOptions = {}): Promise<SourceLayer> {
      const [layer] = await layersOf(path, options)
      if (layer === undefined) throw new Error('no layer')
      return layer
    },
    async refusalOf(path: string, options: OpenOptions = {}): Promise<string> {
      const opened = await open(path, options)
      return opened.ok ? 'opened' : opened.refusal.code
    },
  }
}

/** All records of a layer, or a range of them. */
export async function recordsOf(layer: SourceLayer, options: ReadOptions = {}): Promise<SourceRecord[]> {
  const records: SourceRecord[] = []
  for await (const batch of readRecords(layer, { ...options, signal: noSignal })) records.push(...batch)
  return records
}
