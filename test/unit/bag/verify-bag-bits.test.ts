import { randomBytes } from 'node:crypto'
import { openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check, codesOf, makeBag, newFolder, smallPayload } from './bag-builder.ts'

describe('a package of which a bit was changed', () => {
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
