import { Cancelled } from '../jobs/shared-flag.ts'

/** Writers of one survey, one at a time and in order. Waiting is asynchronous: the thread that answers goes on answering. */
export interface WriteQueue {
  /** Resolves when it is the caller's turn, with what ends it. Throws Cancelled when the signal comes first. */
  enter(signal?: AbortSignal): Promise<() => void>
  /** The same line for those that change nothing that a window shows. */
  readonly quiet: Pick<WriteQueue, 'enter'>
}

/** `onChange` hears how many writers wait or write, each time that one comes or goes. */
export function createWriteQueue(onChange: (writers: number) => void = () => undefined): WriteQueue {
  let last: Promise<void> = Promise.resolve()
  let writers = 0
  const line = async (signal: AbortSignal | undefined, came: () => void, left: () => void): Promise<() => void> => {
    const before = last
    let next: () => void = () => undefined
    last = new Promise((resolve) => {
      next = resolve
    })
    const leave = (): void => {
      left()
      next()
    }
    came()
    await Promise.race([before, ...(signal === undefined ? [] : [whenAborted(signal)])])
    if (signal?.aborted !== true) return leave
    // The place in the line is kept until its turn, so that those behind keep theirs.
    void before.then(leave)
    throw new Cancelled()
  }
  const nothing = (): void => undefined
  return {
    enter: (signal) =>
      line(
        signal,
        () => onChange(++writers),
        () => onChange(--writers),
      ),
    quiet: { enter: (signal) => line(signal, nothing, nothing) },
  }
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
