import { buffer } from 'node:stream/consumers'
import { openPromise } from 'yauzl'

/** Path → bytes of every entry of a small zip. */
export async function readEntries(path: string): Promise<Map<string, Uint8Array>> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false })
  const entries = new Map<string, Uint8Array>()
  for await (const entry of zip.eachEntry())
    entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  zip.close()
  return entries
}
