import type { Core, UploadSets } from './core.ts'

/** A window that talks to the core: it sees the surveys that it opened, and they are closed when it has gone. */
export interface Visitor {
  readonly core: Core
  leave(): Promise<void>
}

export function receiveVisitor(core: Core): Visitor {
  const opened = new Set<string>()
  const received = new Set<string>()
  let hasLeft = false
  const own = (id: string): string => {
    if (!opened.has(id)) throw new Error('no such open survey')
    return id
  }
  const close = (id: string): void => {
    opened.delete(own(id))
    core.close(id)
  }
  const closeWhenQuiet = async (id: string): Promise<void> => {
    if (!core.isOpen(id)) return
    // Jobs of a window that has gone are being cancelled; the file stays locked until the last has taken back what it began.
    const leave = await core.session(id).queue.enter()
    leave()
    // Whoever ends the whole process closes what is open without asking.
    if (core.isOpen(id)) await core.settle(id)
    opened.delete(id)
    core.close(id)
  }
  const uploads = ({ open, close }: UploadSets): UploadSets => ({
    open() {
      const set = open()
      received.add(set)
      return set
    },
    close,
  })
  return {
    core: {
      ...core,
      ...(core.uploads === undefined ? {} : { uploads: uploads(core.uploads) }),
      get author() {
        return core.author
      },
      open(file, mode, passphrase, pages) {
        // Its pages were being read when the window went: nobody would close it.
        if (hasLeft) throw new Error('the window has gone')
        const result = core.open(file, mode, passphrase, pages)
        if (result.ok) opened.add(result.value.survey)
        return result
      },
      session: (id) => core.session(own(id)),
      writable: (id) => core.writable(own(id)),
      settle: (id) => core.settle(own(id)),
      close,
      closeAll: () => {
        for (const id of [...opened]) close(id)
      },
    },
    async leave() {
      hasLeft = true
      for (const set of received) core.uploads?.close(set)
      const closed = await Promise.allSettled([...opened].map(closeWhenQuiet))
      // One that cannot be closed keeps none of the others open.
      for (const result of closed) if (result.status === 'rejected') throw result.reason
    },
  }
}
