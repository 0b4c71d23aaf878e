import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyBag } from '../../../main/platform/bag/verify-bag.ts'
import { writeBag } from '../../../main/platform/bag/write-bag.ts'
import { check, codesOf, makeBag, newFolder, quiet, running, smallInfo, smallPayload } from './bag-builder.ts'

const has = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

describe('a package', () => {
  it('verifies as written, under a Chinese name with blanks', async () => {
    const result = await check(await makeBag(join(newFolder(), '前 王庄 成果.zip')))
    expect(codesOf(result)).toEqual([])
    expect([...result.payload.keys()]).toEqual(['data/report.json', 'data/survey.gpkg'])
  })

  it('has the same bytes whatever the order of its files, the folder and the time zone', async () => {
    const first = await makeBag(join(newFolder(), 'bag.zip'))
    const second = await makeBag(join(newFolder(), 'bag.zip'), [...smallPayload].reverse())
    const script = `
      import { makeBag } from ${JSON.stringify(new URL('./bag-builder.ts', import.meta.url).href)}
      await makeBag(process.argv[1])`
    const elsewhere = ['Pacific/Kiritimati', 'America/St_Johns'].map((zone) => {
      const path = join(newFolder(), 'bag.zip')
      execFileSync(process.execPath, ['--input-type=module', '-e', script, path], { env: { ...process.env, TZ: zone } })
      return sha256(path)
    })
    expect(new Set([sha256(first), sha256(second), ...elsewhere]).size).toBe(1)
  })

  it('writes its tag files in the fixed order and wording', async () => {
    const bytes = readFileSync(await makeBag(join(newFolder(), 'bag.zip'))).toString('utf8')
    expect(bytes).toContain('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
    expect(bytes).toContain('Source-Organization: 测绘一队\nBagging-Date: 2026-03-01\nPayload-Oxum: 33.2\n')
    const order = [
      'bagit.txt',
      'bag-info.txt',
      'data/report.json',
      'data/survey.gpkg',
      'manifest-sha256.txt',
      'tagmanifest-sha256.txt',
    ]
    const positions = order.map((path) => bytes.indexOf(`bag/${path}`))
    expect(positions).toEqual([...positions].sort((a, b) => a - b))
    expect(positions).not.toContain(-1)
  })

  it('folds a value of several lines instead of starting a new label', async () => {
    const info = [
      ['Contact-Name', '张三\nPayload-Oxum: 1.1'],
      ['Bagging-Date', '2026-03-01'],
    ] as const
    const result = await check(await makeBag(join(newFolder(), 'bag.zip'), smallPayload, info))
    expect(codesOf(result)).toEqual([])
    expect(result.bagInfo[0]?.[1]).toBe('张三\nPayload-Oxum: 1.1')
  })

  it('carries paths with line ends and percent signs', async () => {
    const payload = [{ path: 'data/50%25\nline.txt', source: Buffer.from('x') }]
    expect(codesOf(await check(await makeBag(join(newFolder(), 'bag.zip'), payload)))).toEqual([])
  })

  it('refuses a name that a zip cannot carry', async () => {
    const outcome = await writeBag({
      to: join(newFolder(), 'a\\b.zip'),
      payload: smallPayload,
      bagInfo: smallInfo,
      signal: running,
      report: quiet,
    })
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'target.bad-name' } })
  })

  it('leaves nothing behind when it is cancelled half-way', async () => {
    const folder = newFolder()
    const source = join(folder, 'survey.gpkg')
    writeFileSync(source, randomBytes(4_000_000))
    const cancel = new AbortController()
    const written = writeBag({
      to: join(folder, 'bag.zip'),
      payload: [{ path: 'data/survey.gpkg', source }],
      bagInfo: smallInfo,
      signal: cancel.signal,
      report: () => cancel.abort(),
    })
    await expect(written).rejects.toThrow(/abort/i)
    expect(readdirSync(folder)).toEqual(['survey.gpkg'])
  })

  it('keeps the package that stood there when a source cannot be read', async () => {
    const folder = newFolder()
    const path = await makeBag(join(folder, 'bag.zip'))
    const before = sha256(path)
    await expect(makeBag(path, [{ path: 'data/survey.gpkg', source: join(folder, 'gone.gpkg') }])).rejects.toThrow(
      /ENOENT/,
    )
    await expect(makeBag(path, [{ path: 'data/survey.gpkg', source: folder }])).rejects.toThrow()
    expect(sha256(path)).toBe(before)
    expect(readdirSync(folder)).toEqual(['bag.zip'])
  })

  it.skipIf(!has('unzip') || !has('sha256sum'))('satisfies unzip -t and sha256sum -c', async () => {
    const folder = newFolder()
    const path = await makeBag(join(folder, '成果.zip'))
    expect(execFileSync('unzip', ['-t', path], { encoding: 'utf8' })).toContain('No errors detected')
    execFileSync('python3', ['-m', 'zipfile', '-e', path, folder])
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      expect(
        execFileSync('sha256sum', ['-c', '--strict', manifest], { cwd: join(folder, '成果'), encoding: 'utf8' }),
      ).not.toContain('FAILED')
    }
  })
})

describe('verifying what is no package', () => {
  it('refuses a path where nothing stands, and a folder', async () => {
    for (const path of [join(newFolder(), 'none.zip'), newFolder()]) {
      expect(await verifyBag(path, running, quiet)).toMatchObject({ ok: false, refusal: { code: 'package.not-found' } })
    }
  })

  it('says that other files are no zip', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('PK'), randomBytes(5000)]) {
      const path = join(newFolder(), 'x.zip')
      writeFileSync(path, bytes)
      expect(codesOf(await check(path))).toEqual(['package.not-a-zip'])
    }
  })
})
