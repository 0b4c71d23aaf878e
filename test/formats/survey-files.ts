import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { CancelSignal } from '../../shared/contract/job.ts'
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
    fields: [{ name: 'ZDDM', type: 'C', width: 19 }, { name: 'ZL', type: 'C', width: 20 }],
    rows: [['371703105004JC00001', '柳树村'], ['371703105004JC00002', '柳树村'], ['371703105004JC00003', '槐树村']],
  })
  return { shp, shx, dbf }
}

export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
}
