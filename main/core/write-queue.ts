/** Writers of one survey, one at a time and in order. Waiting is asynchronous: the thread that answers goes on answering. */
export interface WriteQueue {
  /** Resolves when it is the caller's turn, with what ends it. */
  enter(): Promise<() => void>
}

export function createWriteQueue(): WriteQueue {
  let last: Promise<void> = Promise.resolve()
  return {
    async enter() {
      const before = last
      let leave: () => void = () => undefined
      last = new Promise((resolve) => {
        leave = resolve
      })
      await before
      return leave
    },
  }
}
