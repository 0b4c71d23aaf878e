import { RPCHandler } from '@orpc/server/message-port'
import type { MessageEvent, MessagePortMain } from 'electron'
import { answerNamesOnly } from '../core/names-only.ts'
import { router } from '../core/router.ts'
import { receiveVisitor, type Visitor } from '../core/visitor.ts'
import { createWindowCore } from '../core/window-core.ts'
import { createHandles } from './handles.ts'
import type { CoreMessage, MainMessage } from './messages.ts'

/** The core in Electron's utility process: one visitor a port, files by handles. */
function begin(key: Uint8Array, defaultFolder: string): (event: MessageEvent) => void {
  const handles = createHandles(key)
  const core = createWindowCore({ resolveFile: handles.resolve, nameFile: handles.nameOf, defaultFolder }, process.env)
  const handler = new RPCHandler(router, {
    clientInterceptors: [
      ...answerNamesOnly.clientInterceptors,
      async ({ next, path }) => {
        const answer = await next()
        if (path.join('.') === 'application.save')
          process.parentPort.postMessage({ kind: 'settings' } satisfies CoreMessage)
        return answer
      },
    ],
  })
  const visitors = new Set<Visitor>()
  const leaving = new Set<Promise<void>>()

  const leave = (visitor: Visitor): void => {
    if (!visitors.delete(visitor)) return
    // A survey that cannot be closed as it should be is no reason to end the other windows.
    const gone: Promise<void> = visitor
      .leave()
      .catch((error: unknown) => process.emitWarning(String(error)))
      .finally(() => leaving.delete(gone))
    leaving.add(gone)
  }
  const welcome = (port: MessagePortMain): void => {
    const visitor = receiveVisitor(core)
    visitors.add(visitor)
    port.on('close', () => leave(visitor))
    handler.upgrade(port, { context: { core: visitor.core } })
    port.start()
  }
  return ({ data, ports }) => {
    const message = data as MainMessage
    if (message.kind === 'visitor') for (const port of ports) welcome(port)
    // A job that still runs takes back what it began before its file is let go.
    if (message.kind === 'end') {
      for (const visitor of visitors) leave(visitor)
      void Promise.allSettled(leaving)
        .then(core.whenClosed)
        .finally(() => process.exit(0))
    }
  }
}

let receive: ((event: MessageEvent) => void) | null = null
// One listener for good: Electron pauses the port while nobody listens.
process.parentPort.on('message', (event) => {
  const message = event.data as MainMessage
  if (receive !== null) receive(event)
  else if (message.kind === 'begin') receive = begin(message.key, message.folder)
  else throw new Error('the core was not begun')
})
