import { EventEmitter } from 'node:events'

/** Who holds one end of a channel now: another process, or a page. */
export interface Holder {
  deliver(data: unknown): void
  closed(): void
}

/** One end of a channel in the main process; given away, it only passes on. */
export class MessagePortMain extends EventEmitter {
  peer: MessagePortMain | null = null
  #holder: Holder | null = null
  #waiting: unknown[] = []

  /** The end goes to another process, with what came for it in the meantime. */
  giveTo(holder: Holder): void {
    this.#holder = holder
    for (const data of this.#waiting.splice(0)) holder.deliver(data)
  }

  /** Something for whoever holds this end. */
  deliver(data: unknown): void {
    if (this.#holder === null) this.#waiting.push(data)
    else this.#holder.deliver(data)
  }

  /** Whoever holds this end has gone: the other hears of it. */
  drop(): void {
    const { peer } = this
    this.peer = null
    if (peer === null) return
    peer.peer = null
    peer.#holder?.closed()
    peer.emit('close')
  }

  postMessage(data: unknown, transfer: readonly unknown[] = []): void {
    checkPorts(transfer)
    this.peer?.deliver(structuredClone(data))
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain()
  readonly port2 = new MessagePortMain()
  constructor() {
    this.port1.peer = this.port2
    this.port2.peer = this.port1
  }
}

/** Only ports may be transferred. */
export function checkPorts(transfer: readonly unknown[]): asserts transfer is readonly MessagePortMain[] {
  for (const [index, item] of transfer.entries())
    if (!(item instanceof MessagePortMain)) throw new TypeError(`Port at index ${index} is not a valid port`)
}
