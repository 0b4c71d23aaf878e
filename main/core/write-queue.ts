/** Writers of one survey, one at a time and in order. Waiting is asynchronous: the thread that answers goes on answering. */
export interface WriteQueue {
  /** Resolves when it is the caller's turn, with what ends it. */
  enter(): Promise<() => void>
}

/** `onChange` hears how many writers wait or write, each time that one comes or goes. */
export function createWriteQueue(onChange: (writers: number) => void = () => undefined): WriteQueue {
  let last: Promise<void> = Promise.resolve()
  let writers = 0
  return {
    async enter() {
      const before = last
      let leave: () => void = () => undefined
      last = new Promise((resolve) => {
        leave = () => {
          onChange(--writers)
          resolve()
        }
      })
      onChange(++writers)
      await before
      return leave
    },
  }
}
