import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CancelSignal, ReportProgress } from '../../../shared/contract/job.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { replaceFile, withScratchFolder } from '../files.ts'
import { canonicalBag, isBagName, type PayloadFile } from './canonical-bag.ts'
import { byteMeter } from './progress.ts'
import { type BagInfo, bagInfoText, payloadOxum } from './tag-files.ts'
import { verifyBag } from './verify-bag.ts'

export interface BagRequest {
  /** Where the package goes; its name without .zip names the folder inside. What stands there is replaced. */
  readonly to: string
  /** `path` inside the bag (data/…); `source` is a file's path or the bytes themselves. */
  readonly payload: readonly { readonly path: string; readonly source: string | Uint8Array }[]
  /** In the order given; Payload-Oxum is added at the end. */
  readonly bagInfo: BagInfo
  /** The file whose name the scratch folder carries; the target's own where absent. */
  readonly owner?: string
  readonly signal: CancelSignal
  readonly report: ReportProgress
}

/** The folder inside a package of this path. */
const bagNameOf = (zipPath: string): string => basename(zipPath).replace(/\.zip$/i, '')

/**
 * Writes a BagIt bag (RFC 8493) as a canonical zip: to a temporary name, fsynced, verified by reading it back, then renamed.
 * The same request gives the same bytes; `sha256` is theirs. Refusals: target.bad-name.
 */
export async function writeBag(request: BagRequest): Promise<Outcome<{ readonly sha256: string }>> {
  const { to, signal, report } = request
  const name = bagNameOf(to)
  if (!isBagName(name)) return refuse({ code: 'target.bad-name', file: to, params: { file: basename(to) } })
  const payload = await Promise.all(request.payload.map(({ path, source }) => payloadFile(path, source)))
  const bytes = payload.reduce((sum, file) => sum + file.size, 0)
  const bagInfo = Buffer.from(bagInfoText([...request.bagInfo, ['Payload-Oxum', payloadOxum(bytes, payload.length)]]))
  return withScratchFolder(dirname(to), request.owner ?? to, async (folder) => {
    const temporary = join(folder, basename(to))
    const meter = byteMeter('write', null, signal, report)
    const hash = createHash('sha256')
    await pipeline(
      canonicalBag(name, payload, bagInfo),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          meter(chunk.length)
          hash.update(chunk)
          yield chunk
        }
      },
      createWriteStream(temporary, { flags: 'wx', flush: true }),
    )
    const check = await verifyBag(temporary, signal, report)
    const problem = check.ok ? check.value.problems[0] : check.refusal
    if (!check.ok || problem !== undefined)
      throw new Error(`the package just written does not verify: ${problem?.code}`)
    signal.throwIfAborted()
    await replaceFile(temporary, to)
    return done({ sha256: hash.digest('hex') })
  })
}

async function payloadFile(path: string, source: string | Uint8Array): Promise<PayloadFile> {
  if (typeof source !== 'string')
    return { path, size: source.length, open: async () => Readable.from([Buffer.from(source)]) }
  const { size } = await stat(source)
  return { path, size, open: async () => createReadStream(source, { highWaterMark: 256 * 1024 }) }
}
