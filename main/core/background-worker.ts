import { statSync } from 'node:fs'
import { type MessagePort, parentPort } from 'node:worker_threads'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { surveyCrs } from '../platform/raster/placement.ts'
import { NotARaster, type Raster } from '../platform/raster/raster.ts'
import type { ThreadAnswer, ThreadQuestion } from './asked-thread.ts'
import type { BackgroundFile, BackgroundQuestions } from './background-questions.ts'
import { openBackground } from './open-background.ts'

/** Files that are open at once; the one that was asked last is the last of them. */
const MOST_OPEN = 12

interface Open {
  readonly raster: Raster
  /** As the file was when it was opened. */
  readonly stamp: string
}

const open = new Map<string, Open>()

const stampOf = (path: string): string | null => {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? null : `${stat.mtimeMs} ${stat.size}`
}

function letGo(key: string): void {
  open.get(key)?.raster.close()
  open.delete(key)
}

/** The file as it is now: one that was written anew is opened anew. */
async function rasterOf({ path, epsg }: BackgroundFile): Promise<Raster> {
  const key = `${epsg} ${path}`
  const stamp = stampOf(path)
  const known = open.get(key)
  if (known !== undefined && known.stamp === stamp) {
    open.delete(key)
    open.set(key, known)
    return known.raster
  }
  letGo(key)
  if (stamp === null) throw new NotARaster('background.gone')
  const raster = await openBackground(path, surveyCrs(epsg))
  open.set(key, { raster, stamp })
  for (const oldest of [...open.keys()].slice(0, Math.max(0, open.size - MOST_OPEN))) letGo(oldest)
  return raster
}

/** Whatever a strange file makes of the libraries that read it ends as one sentence. */
function refusalOf(error: unknown): ReturnType<typeof refuse> {
  if (error instanceof NotARaster) return refuse({ code: error.code, params: error.params })
  const { syscall, code } = error as NodeJS.ErrnoException
  return typeof syscall === 'string'
    ? refuse({ code: 'background.unreadable', params: { reason: code ?? syscall } })
    : refuse({ code: 'background.damaged' })
}

const attempt = <T>(work: Promise<T>): Promise<Outcome<T>> => work.then(done, refusalOf)

const answers: {
  readonly [K in keyof BackgroundQuestions]: (
    input: BackgroundQuestions[K]['input'],
  ) => Promise<BackgroundQuestions[K]['answer']>
} = {
  facts: (file) => attempt(rasterOf(file).then(({ facts }) => facts)),
  tile: ({ path, epsg, ...address }) => attempt(rasterOf({ path, epsg }).then((raster) => raster.tile(address))),
  async forget(path) {
    for (const key of [...open.keys()]) if (key.endsWith(` ${path}`)) letGo(key)
    return null
  },
}

const port = parentPort as MessagePort

port.on('message', (question: ThreadQuestion<keyof BackgroundQuestions>) => {
  if (question.kind === 'close') {
    for (const key of [...open.keys()]) letGo(key)
    port.close()
    return
  }
  const answer = answers[question.kind] as (input: unknown) => Promise<unknown>
  answer(question.input).then(
    (answer) => port.postMessage({ ok: true, answer } satisfies ThreadAnswer),
    (error: unknown) => port.postMessage({ ok: false, error } satisfies ThreadAnswer),
  )
})
