import { randomBytes } from 'node:crypto'
import { createWriteStream, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { check, codesOf, makeBag, newFolder, smallPayload } from './bag-builder.ts'
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
  it('is found out for a bit of every byte of a small package', async () => {
    const path = await makeBag(join(newFolder(), '村.zip'), [
      { path: 'data/report.json', source: Buffer.from('{"a":1}') },
    ])
    const bytes = readFileSync(path)
    const silent: string[] = []
    for (let index = 0; index < bytes.length; index++) {
      const bit = 1 << (index & 7)
      bytes.writeUInt8(bytes.readUInt8(index) ^ bit, index)
      writeFileSync(path, bytes)
      if ((await check(path)).problems.length === 0) silent.push(`${index}:${bit}`)
      bytes.writeUInt8(bytes.readUInt8(index) ^ bit, index)
    }
    writeFileSync(path, bytes)
    expect(silent).toEqual([])
    expect(codesOf(await check(path))).toEqual([])
  })

  it('is found out for 2000 random bits of a larger package', async () => {
    const path = await makeBag(join(newFolder(), 'bag.zip'), [
      ...smallPayload.slice(1),
      { path: 'data/survey.gpkg', source: randomBytes(40_000) },
    ])
    const size = readFileSync(path).length
    const file = openSync(path, 'r+')
    const byte = Buffer.alloc(1)
    const flip = (index: number, bit: number): void => {
      readSync(file, byte, 0, 1, index)
      byte.writeUInt8(byte.readUInt8(0) ^ bit, 0)
      writeSync(file, byte, 0, 1, index)
    }
    for (let round = 0; round < 2000; round++) {
      const [index, bit] = [Math.floor(Math.random() * size), 1 << Math.floor(Math.random() * 8)]
      flip(index, bit)
      expect((await check(path)).problems.length, `byte ${index} bit ${bit}`).toBeGreaterThan(0)
      flip(index, bit)
    }
    expect(codesOf(await check(path))).toEqual([])
  })

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

  it('is found cut short at any length, and with bytes put before or behind', async () => {
    const path = await makeBag(join(newFolder(), 'bag.zip'))
    const bytes = readFileSync(path)
    for (let length = 0; length < bytes.length; length += 7) {
      writeFileSync(path, bytes.subarray(0, length))
      expect((await check(path)).problems.length).toBeGreaterThan(0)
    }
    for (const more of [Buffer.concat([bytes, Buffer.from([0])]), Buffer.concat([Buffer.from([0]), bytes])]) {
      writeFileSync(path, more)
      expect((await check(path)).problems.length).toBeGreaterThan(0)
    }
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

  it('of any bytes ends as problems, never as a throw', async () => {
    const path = await makeBag(join(newFolder(), 'bag.zip'))
    const sound = readFileSync(path)
    const change = fc.record({ at: fc.nat(sound.length - 1), bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const bytes = Buffer.from(sound)
        for (const { at, bytes: some } of changes) bytes.set(some.subarray(0, sound.length - at), at)
        writeFileSync(path, bytes)
        const result = await check(path)
        expect(result.problems.length > 0).toBe(!bytes.equals(sound))
      }),
      { numRuns: 400 },
    )
  })
})
