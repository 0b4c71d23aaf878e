import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Between these bytes of Electron's executable stand its fuses: a version, how many there are, and a sign for each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES = 9

/** A folder that looks like an unpacked Electron for Linux to electron-builder; it runs nothing. */
export function makeDistribution(folder: string): string {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'))
  const fuses = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, FUSES]), Buffer.from('1'.repeat(FUSES))])
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('no program '), fuses, Buffer.from(' at all')]), {
    mode: 0o755,
  })
  for (const locale of ['zh-CN', 'en-US', 'de', 'fr']) writeFileSync(join(folder, 'locales', `${locale}.pak`), '')
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(join(folder, name), 'stand-in')
  return folder
}

/** The fuses of a packed executable, in Electron's own order: '0' off, '1' on. */
export function fusesOf(executable: Buffer): string {
  const at = executable.indexOf(SENTINEL)
  if (at < 0) throw new Error('an executable without fuses')
  const begins = at + SENTINEL.length + 2
  return executable.subarray(begins, begins + FUSES).toString('latin1')
}
