import { createWriteStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { check, codesOf, makeBag, newFolder } from './bag-builder.ts'
import { readEntries } from './zip-entries.ts'

/** Writes a zip of these entries, as another program would. */
async function zipOf(entries: ReadonlyMap<string, Uint8Array>, compress = false): Promise<string> {
  const zip = new ZipFile()
  for (const [path, bytes] of entries) zip.addBuffer(Buffer.from(bytes), path, { compress })
  zip.end()
  const path = join(newFolder(), 'bag.zip')
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}

/** The entries of a sound package after `change`, in a zip that is sound in itself. */
async function repacked(change: (entries: Map<string, Uint8Array>) => void, compress = false): Promise<string> {
  const entries = await readEntries(await makeBag(join(newFolder(), 'bag.zip')))
  change(entries)
  return zipOf(entries, compress)
}

describe('a package in which something was changed', () => {
  it('names a changed file although the zip around it is sound', async () => {
    const result = await check(
      await repacked((entries) => entries.set('bag/data/report.json', Buffer.from('{"parcels":3}\n'))),
    )
    expect(result.problems).toContainEqual({ code: 'package.hash-differs', path: 'data/report.json' })
    expect(codesOf(result)).toContain('package.bytes-differ')
  })

  it('names a missing and an added file', async () => {
    const result = await check(
      await repacked((entries) => {
        entries.delete('bag/data/survey.gpkg')
        entries.set('bag/data/extra.txt', Buffer.from('x'))
        entries.set('bag/notes.txt', Buffer.from('x'))
        entries.set('elsewhere/readme.txt', Buffer.from('x'))
      }),
    )
    expect(result.problems).toContainEqual({ code: 'package.file-missing', path: 'data/survey.gpkg' })
    for (const path of ['data/extra.txt', 'notes.txt', 'elsewhere/readme.txt']) {
      expect(result.problems).toContainEqual({ code: 'package.file-added', path })
    }
    expect(codesOf(result)).toContain('package.several-folders')
    expect(codesOf(result)).toContain('package.oxum-differs')
  })

  it('names each missing tag file', async () => {
    for (const tag of ['bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      const result = await check(await repacked((entries) => entries.delete(`bag/${tag}`)))
      expect(result.problems).toContainEqual({ code: 'package.file-missing', path: tag })
    }
    expect(codesOf(await check(await repacked((entries) => entries.delete('bag/bagit.txt'))))).toContain(
      'package.not-a-bag',
    )
  })

  it('is told when it was only packed anew, and its files are then not blamed', async () => {
    expect(codesOf(await check(await repacked(() => undefined)))).toEqual(['package.bytes-differ'])
    expect(codesOf(await check(await repacked(() => undefined, true)))).toEqual(['package.bytes-differ'])
  })
})

describe('a hostile package', () => {
  it('that climbs out of its folder is refused by name', async () => {
    const path = await repacked((entries) => entries.set('bag/data/xx/evil.txt', Buffer.from('x')))
    const bytes = Buffer.from(
      readFileSync(path).toString('latin1').replaceAll('bag/data/xx/evil', 'bag/data/../evil'),
      'latin1',
    )
    writeFileSync(path, bytes)
    expect(codesOf(await check(path))).toContain('package.path-unsafe')
  })

  it('that repeats a file is found', async () => {
    const path = await repacked((entries) => entries.set('bag/data/report.jsoN', Buffer.from('x')))
    writeFileSync(
      path,
      Buffer.from(readFileSync(path).toString('latin1').replaceAll('report.jsoN', 'report.json'), 'latin1'),
    )
    expect(codesOf(await check(path))).toContain('package.file-repeated')
  })

  it('that unpacks to a thousand times its size is not unpacked', async () => {
    const path = await repacked((entries) => entries.set('bag/data/bomb', Buffer.alloc(300_000_000)), true)
    const started = performance.now()
    expect(codesOf(await check(path))).toContain('package.too-large')
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
