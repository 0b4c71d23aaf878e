import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { checkPorts, type MessagePortMain } from './stand-in-ports.ts'
import type { UtilityMessage } from './stand-in-utility.ts'

let lastPort = 0
const running = new Set<UtilityProcess>()

/** A Node child in place of Electron's utility process: structured clone between them, ports carried by number. */
class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess
  readonly #ports = new Map<number, MessagePortMain>()

  constructor(modulePath: string, args: readonly string[]) {
    super()
    this.#child = fork(modulePath, args, {
      execArgv: ['--import', join(import.meta.dirname, 'stand-in-utility.ts')],
      serialization: 'advanced',
    })
    running.add(this)
    this.#child.on('message', (message: UtilityMessage) => this.#receive(message))
    this.#child.once('exit', (code) => {
      running.delete(this)
      for (const port of this.#ports.values()) port.drop()
      // As of a fault of V8: who does not listen has a fault of its own.
      if (code === null) this.emit('error', 'FatalError', 'stand-in', '{}')
      this.emit('exit', code ?? 1)
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  #receive(message: UtilityMessage): void {
    if (message.kind === 'message') this.emit('message', message.message)
    else if (message.kind === 'port') this.#ports.get(message.id)?.peer?.deliver(message.data)
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    checkPorts(transfer)
    const ids = transfer.map((port) => {
      const id = ++lastPort
      this.#ports.set(id, port)
      return { id, port }
    })
    this.#send({ kind: 'message', message, ports: ids.map(({ id }) => id) })
    for (const { id, port } of ids)
      port.giveTo({
        deliver: (data) => this.#send({ kind: 'port', id, data }),
        closed: () => this.#send({ kind: 'port-closed', id }),
      })
  }

  #send(message: UtilityMessage): void {
    if (this.#child.connected) this.#child.send(message)
  }

  kill(): boolean {
    return this.#child.kill('SIGKILL')
  }
}

export const utilityProcess = {
  fork: (modulePath: string, args: readonly string[] = []): UtilityProcess => new UtilityProcess(modulePath, args),
}

/** As if the core had crashed. */
export function killUtilityProcesses(): void {
  for (const each of [...running]) each.kill()
}
