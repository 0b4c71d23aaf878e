import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { openSource } from '../../main/jobs/source/open-source.ts'
import { extractSources } from '../../main/platform/source/extract-sources.ts'
import { ZIP_LIMITS, type ZipLimits } from '../../main/platform/source/zip-listing.ts'
import { noSignal, testFolder, threePlots } from './survey-files.ts'
import { unicodePathField, type ZipEntryPlan, zipBytes } from './zip-bytes.ts'

const folder = testFolder()
const scratch = join(folder, 'scratch')
mkdirSync(scratch)
let made = 0

function zipFile(plans: readonly ZipEntryPlan[]): string {
  const path = join(folder, `${++made}.zip`)
  writeFileSync(path, zipBytes(plans))
  return path
}

const plotsAs = (base: string | Uint8Array, extra: Partial<ZipEntryPlan> = {}): ZipEntryPlan[] =>
  Object.entries(threePlots()).map(([extension, data]) => {
    const name = Buffer.concat([typeof base === 'string' ? Buffer.from(base) : base, Buffer.from(`.${extension}`)])
    return { name, data, deflate: true, ...extra }
  })

async function open(
  plans: readonly ZipEntryPlan[],
  asked: { readonly sheet?: string; readonly headerRow?: number } = {},
) {
  const opened = await openSource(zipFile(plans), { scratchDirectory: scratch, signal: noSignal, ...asked })
  if (!opened.ok) return { code: opened.refusal.code, params: opened.refusal.params, layers: [], issues: [] }
  const layers = opened.value.layers.map((layer) => ({ name: layer.name, records: layer.records }))
  await opened.value.dispose()
  return { code: null, params: {}, layers, issues: opened.value.issues }
}

async function extractWith(limits: Partial<ZipLimits>, plans: readonly ZipEntryPlan[]) {
  const extracted = await extractSources(zipFile(plans), scratch, noSignal, { ...ZIP_LIMITS, ...limits })
  if (!extracted.ok) return extracted.refusal.code
  await extracted.value.dispose()
  return 'extracted'
}

describe('names in an archive', () => {
  it('reads GBK names that no flag announces', async () => {
    expect((await open(plotsAs(iconv.encode('宗地', 'gbk')))).layers).toEqual([{ name: '宗地', records: 3 }])
  })

  it('reads UTF-8 names with and without the flag', async () => {
    expect((await open(plotsAs('宗地'))).layers[0]?.name).toBe('宗地')
    expect((await open(plotsAs('宗地', { utf8Flag: true }))).layers[0]?.name).toBe('宗地')
  })

  it('prefers the Unicode path field that belongs to the name, and ignores one that does not', async () => {
    const name = Buffer.from('x.shp')
    const { shp } = threePlots()
    expect((await open([{ name, data: shp, extra: unicodePathField(name, '宗地.shp') }])).layers[0]?.name).toBe('宗地')
    expect(
      (await open([{ name, data: shp, extra: unicodePathField(Buffer.from('y'), '宗地.shp') }])).layers[0]?.name,
    ).toBe('x')
  })

  it('does not take the second byte of a GBK character for a backslash', async () => {
    const name = iconv.encode('乗', 'gbk')
    expect(name.includes(0x5c)).toBe(true)
    expect((await open(plotsAs(name))).layers[0]?.name).toBe('乗')
  })

  it('finds siblings under backslashes and in any case', async () => {
    const { shp, dbf } = threePlots()
    const { layers } = await open([
      { name: 'a\\b\\PLOT.SHP', data: shp },
      { name: 'a\\b\\plot.DBF', data: dbf },
    ])
    expect(layers).toEqual([{ name: 'PLOT', records: 3 }])
  })

  it('keeps layers of one name in two folders apart by their folders', async () => {
    const { layers } = await open([...plotsAs('甲村/宗地'), ...plotsAs('乙村/宗地')])
    expect(layers.map((layer) => layer.name)).toEqual(['甲村/宗地', '乙村/宗地'])
  })

  it('reads lists only where there is no map layer, so that a mend-me archive is not ambiguous', async () => {
    const list: ZipEntryPlan = { name: '名单.csv', data: 'NHDM,姓名\nH1,张三\n' }
    expect((await open([...plotsAs('宗地'), list])).layers.map((layer) => layer.name)).toEqual(['宗地'])
    expect((await open([list])).layers).toEqual([{ name: '名单', records: 1 }])
  })
})

describe('hostile archives', () => {
  it.each(['../evil.shp', '/etc/evil.shp', 'C:\\evil.shp', 'a/../../evil.shp', 'a\\..\\..\\evil.shp', 'evil\0.shp'])(
    'refuses the path %j and writes nothing',
    async (name) => {
      expect((await open([...plotsAs('ok'), { name, data: threePlots().shp }])).code).toBe('zip.unsafe-path')
      expect(existsSync(join(folder, 'evil.shp'))).toBe(false)
    },
  )

  it('refuses two entries of one name', async () => {
    expect((await open([...plotsAs('a'), ...plotsAs('a')])).code).toBe('zip.duplicate-name')
  })

  it('refuses by the ratio that the directory declares, without unpacking', async () => {
    const bomb = { name: 'b.shp', data: new Uint8Array(2_000_000), deflate: true }
    expect(await extractWith({ ratioFromBytes: 1_000_000 }, [bomb])).toBe('zip.bomb')
  })

  it('stops an entry that unpacks to more than it declares', async () => {
    const liar = { name: 'b.shp', data: new Uint8Array(5_000_000), deflate: true, claimedSize: 1000 }
    expect((await open([liar])).code).toBe('zip.bomb')
  })

  it('refuses entries that share their compressed bytes', async () => {
    const { shp } = threePlots()
    const many = Array.from(
      { length: 50 },
      (_, i): ZipEntryPlan => ({ name: `${i}.shp`, data: shp, ...(i > 0 ? { sameBytesAs: 0 } : {}) }),
    )
    expect((await open(many)).code).toBe('zip.bomb')
  })

  it('refuses more entries than any survey has', async () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ name: `${i}.txt`, data: '' }))
    expect(await extractWith({ entries: 20 }, many)).toBe('zip.too-many-entries')
  })

  it('refuses an encrypted archive in words, not as damage', async () => {
    expect((await open(plotsAs('a', { encrypted: true }))).code).toBe('zip.encrypted')
  })

  it('ignores links and what macOS adds', async () => {
    const { layers } = await open([
      ...plotsAs('a'),
      { name: 'link.shp', data: '/etc/passwd', mode: 0o120777 },
      { name: '__MACOSX/._a.shp', data: 'x' },
      { name: '._a.shp', data: 'x' },
    ])
    expect(layers.map((layer) => layer.name)).toEqual(['a'])
  })

  it('never fails by throwing, whichever byte is changed', async () => {
    const sound = zipBytes(plotsAs('a'))
    for (let at = 0; at < sound.length; at += 7) {
      const changed = Buffer.from(sound)
      changed[at] = (changed[at] ?? 0) ^ 0xff
      const path = join(folder, 'changed.zip')
      writeFileSync(path, changed)
      const opened = await openSource(path, { scratchDirectory: scratch, signal: noSignal })
      if (opened.ok) await opened.value.dispose()
    }
    expect(readdirSync(scratch)).toEqual([])
  })
})

describe('one bad layer', () => {
  it('does not take its neighbours with it', async () => {
    const { layers, issues } = await open([
      ...plotsAs('sound'),
      { name: 'crc.shp', data: threePlots().shp, claimedCrc: 1 },
      { name: 'text.shp', data: 'version https://git-lfs.github.com/spec/v1\n' },
      { name: 'odd.shp', data: threePlots().shp, method: 9 },
    ])
    expect(layers.map((layer) => layer.name)).toEqual(['sound'])
    expect(issues.map((issue) => [issue.code, issue.detail?.layer])).toEqual([
      ['zip.entry-damaged', 'crc'],
      ['shp.not-a-shapefile', 'text'],
      ['zip.method', 'odd'],
    ])
  })

  it('is the refusal when it is the only one', async () => {
    expect((await open([{ name: 'a.zip', data: 'PK' }])).code).toBe('zip.nested')
    expect((await open([{ name: 'a.shx', data: 'x' }])).code).toBe('shp.missing')
    expect((await open([{ name: 'readme.txt', data: 'x' }])).code).toBe('source.no-layer')
  })

  it('says when a sheet or a row of titles is asked of an archive that holds no table', async () => {
    expect(await open(plotsAs('宗地'), { sheet: '名单' })).toMatchObject({
      code: 'source.option-unheard',
      params: { option: '--sheet', files: '.xlsx' },
    })
    expect((await open(plotsAs('宗地'), { headerRow: 2 })).params).toMatchObject({ option: '--header-row' })
    const list = { name: '名单.csv', data: 'title,\nNHDM,JTRK\n1,2\n' }
    expect((await open([list], { headerRow: 2 })).layers).toEqual([{ name: '名单', records: 1 }])
  })

  it('leaves nothing behind in the scratch folder', () => {
    expect(readdirSync(scratch)).toEqual([])
  })
})
