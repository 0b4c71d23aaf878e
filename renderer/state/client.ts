import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../../shared/contract/contract.ts'
import { CORE_PORT } from '../../shared/contract/door.ts'
import type { Door, ElectronDoor } from './door.ts'

/** Every procedure of the core, whichever door the window came through. */
export type Client = ContractRouterClient<typeof contract>

/** Over Electron's port, or over the host's socket. Resolves when calls can be made. */
export async function connectClient(door: Door, onLost: () => void): Promise<Client> {
  if (door.kind === 'electron') {
    const port = await receivePort(door)
    port.start()
    port.addEventListener('close', onLost)
    return createORPCClient(new PortLink({ port }))
  }
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const websocket = new WebSocket(`${scheme}://${location.host}/rpc`)
  await new Promise<void>((resolve, reject) => {
    websocket.addEventListener('open', () => resolve(), { once: true })
    websocket.addEventListener('error', () => reject(new Error('the host does not answer')), { once: true })
  })
  websocket.addEventListener('close', onLost)
  return createORPCClient(new SocketLink({ websocket }))
}

/** The preload script passes the port on as a message of this very window. */
function receivePort(door: ElectronDoor): Promise<MessagePort> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent): void => {
      const [port] = event.ports
      if (event.source !== window || event.data !== CORE_PORT || port === undefined) return
      window.removeEventListener('message', receive)
      resolve(port)
    }
    window.addEventListener('message', receive)
    door.askForPort()
  })
}
