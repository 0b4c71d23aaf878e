import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  fsyncFolder,
  replaceFile,
  replaceFolder,
  sweepScratch,
  withRetry,
  withScratchFolder,
} from '../../../main/platform/files.ts'
import { newFolder } from './bag-builder.ts'

const failure = (code: string): Error => Object.assign(new Error(code), { code })
/** No process has this number: it is above every system's limit. */
const DEAD_PID = 2 ** 30

describe('withRetry', () => {
  it('tries again while Windows says that a file is held', async () => {
    for (const code of ['EPERM', 'EBUSY', 'EACCES']) {
      let tries = 0
      const result = await withRetry(async () => (++tries < 3 ? Promise.reject(failure(code)) : 'done'), [1, 1, 1])
      expect([result, tries]).toEqual(['done', 3])
    }
  })

  it('gives up in the end, and at once on errors that do not pass', async () => {
    let tries = 0
    await expect(withRetry(async () => Promise.reject(failure('EBUSY')), [1, 1])).rejects.toThrow('EBUSY')
    await expect(withRetry(async () => Promise.reject(failure(`ENOSPC${++tries}`)), [1, 1])).rejects.toThrow('ENOSPC1')
    expect(tries).toBe(1)
  })
})

describe('replacing', () => {
  it('puts a whole file in the place of another', async () => {
    const folder = newFolder()
    const [target, temporary] = [join(folder, '成 果.txt'), join(folder, 'tmp')]
    writeFileSync(target, 'old')
    writeFileSync(temporary, 'new')
    await replaceFile(temporary, target)
    expect(readFileSync(target, 'utf8')).toBe('new')
    expect(readdirSync(folder)).toEqual(['成 果.txt'])
  })

  it('puts a folder in the place of another, and leaves the old one where the new one is missing', async () => {
    const folder = newFolder()
    const target = join(folder, 'out')
    mkdirSync(target)
    writeFileSync(join(target, 'old.shp'), '')
    await expect(replaceFolder(join(folder, 'missing'), target)).rejects.toThrow('ENOENT')
    expect(readdirSync(target)).toEqual(['old.shp'])
    mkdirSync(join(folder, 'new'))
    await replaceFolder(join(folder, 'new'), target)
    expect([readdirSync(folder), readdirSync(target)]).toEqual([['out'], []])
  })

  it('asks Windows for no fsync of a folder, which it does not know', async () => {
    await fsyncFolder(join(newFolder(), 'not there'), 'win32')
  })
})

describe('scratch', () => {
  it('is gone after the work, also when the work fails', async () => {
    const folder = newFolder()
    await expect(
      withScratchFolder(folder, '/elsewhere/村.gpkg', async (scratch) => {
        expect(existsSync(scratch)).toBe(true)
        throw new Error('broke')
      }),
    ).rejects.toThrow('broke')
    expect(readdirSync(folder)).toEqual([])
  })

  it('of dead processes is swept; of running ones only after a day; other names never', async () => {
    const folder = newFolder()
    const names = [
      `村.gpkg.scratch-${DEAD_PID}-0123abcd`,
      `村.gpkg.scratch-${process.pid}-0123abcd`,
      `村.gpkg.scratch-${process.pid}-ffffffff`,
      'x.scratch-notes',
      '村.gpkg',
    ]
    for (const name of names) mkdirSync(join(folder, name))
    utimesSync(join(folder, names[2] ?? ''), 0, 0)
    expect(await sweepScratch(folder)).toBe(2)
    expect(readdirSync(folder).sort()).toEqual([names[4], names[1], names[3]].sort())
  })
})
