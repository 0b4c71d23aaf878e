// Loaded into the stand-in's utility processes before their own script: process.parentPort over the channel of a forked Node.
import { EventEmitter } from 'node:events'

export type UtilityMessage =
  | { readonly kind: 'message'; readonly message: unknown; readonly ports: readonly number[] }
  | { readonly kind: 'port'; readonly id: number; readonly data: unknown }
  | { readonly kind: 'port-closed'; readonly id: number }

const send = (message: UtilityMessage): void => void process.send?.(message)

class Port extends EventEmitter {
  readonly id: number
  #isStarted = false
  #waiting: unknown[] = []
  constructor(id: number) {
    super()
    this.id = id
  }
  postMessage(data: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.some((item) => !(item instanceof Port))) return // lost whole, as in Electron
    send({ kind: 'port', id: this.id, data })
  }
  start(): void {
    this.#isStarted = true
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] })
  }
  deliver(data: unknown): void {
    if (this.#isStarted) this.emit('message', { data, ports: [] })
    else this.#waiting.push(data)
  }
}

const ports = new Map<number, Port>()
const portOf = (id: number): Port => {
  const port = new Port(id)
  ports.set(id, port)
  return port
}
class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    send({ kind: 'message', message, ports: [] })
  }
}
const parentPort = new ParentPort()
// Node's channel calls nobody back before somebody listens; a message before the script has run must wait for it, as in Electron.
const early: UtilityMessage[] = []
parentPort.on('newListener', () => queueMicrotask(() => early.splice(0).forEach(receive)))
process.on('message', (message: UtilityMessage) => {
  if (parentPort.listenerCount('message') === 0) early.push(message)
  else receive(message)
})
process.on('disconnect', () => process.exit(1))
Object.defineProperty(process, 'parentPort', { value: parentPort })

function receive(message: UtilityMessage): void {
  if (message.kind === 'message')
    parentPort.emit('message', { data: message.message, ports: message.ports.map(portOf) })
  else if (message.kind === 'port') ports.get(message.id)?.deliver(message.data)
  else ports.get(message.id)?.emit('close')
}
