import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { ZipFile } from 'yazl'

/** The zip stores a local wall-clock time; built in local time it reads 1980-01-01 12:00 in every time zone. */
const fixedDate = (): Date => new Date(1980, 0, 1, 12, 0, 0)

/** The same entries with one date instead of the clock's: what is written from the same content has the same bytes. */
export async function withFixedDates(zipped: Buffer): Promise<Buffer> {
  const from = await fromBufferPromise(zipped, { lazyEntries: true })
  const to = new ZipFile()
  for await (const entry of from.eachEntry()) {
    // Folders need no entry of their own; paths name them.
    if (entry.fileName.endsWith('/')) continue
    const bytes = await buffer(await from.openReadStreamPromise(entry))
    to.addBuffer(bytes, entry.fileName, { mtime: fixedDate(), mode: 0o100644, forceDosTimestamp: true })
  }
  to.end()
  return buffer(to.outputStream)
}
