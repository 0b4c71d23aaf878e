import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import type { CoreMessage, MainMessage } from './messages.ts'

/** Long enough for a job to take back what it began. */
const FAREWELL_MS = 20_000

/** The process of the core, seen from main: begun when a window wants it, and again after a crash. */
export interface CoreHost {
  /** One end of a new channel to the core, for a window. */
  connect(): MessagePortMain
  /** Lets the surveys be closed. */
  end(): Promise<void>
}

export function createCoreHost(key: Uint8Array, folder: string, onSettings: () => void): CoreHost {
  let child: UtilityProcess | null = null
  const tell = (to: UtilityProcess, message: MainMessage, ports: MessagePortMain[] = []): void =>
    to.postMessage(message, ports)

  const begin = (): UtilityProcess => {
    const begun = utilityProcess.fork(fileURLToPath(new URL('./core-process.js', import.meta.url)), [], {
      serviceName: 'CunDi core',
    })
    // Said before it exits of a fault of V8 (memory, above all): unheard, it would be a fault of main and end the windows too.
    begun.on('error', (_type, place) => process.emitWarning(`the core has failed: ${place}`))
    // Its windows lose their ports and say so; the next that connects gets a new process.
    begun.once('exit', () => {
      if (child === begun) child = null
    })
    begun.on('message', (message: CoreMessage) => {
      if (message.kind === 'settings') onSettings()
    })
    tell(begun, { kind: 'begin', key, folder })
    return begun
  }
  return {
    connect() {
      child ??= begin()
      const { port1, port2 } = new MessageChannelMain()
      tell(child, { kind: 'visitor' }, [port1])
      return port2
    },
    async end() {
      const ending = child
      if (ending === null) return
      child = null // who connects from now on gets a process of its own
      const ended = new Promise((resolve) => ending.once('exit', resolve))
      tell(ending, { kind: 'end' })
      await Promise.race([ended, pause(FAREWELL_MS, undefined, { ref: false })])
    },
  }
}
