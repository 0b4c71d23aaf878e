import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../../shared/contract/contract.ts'
import type { Door } from './door.ts'

/** Every procedure of the core, whichever door the window came through. */
export type Client = ContractRouterClient<typeof contract>

/** Over Electron's port, or over the host's socket. Resolves when calls can be made. */
export async function connectClient(door: Door, onLost: () => void): Promise<Client> {
  if (door.kind === 'electron') {
    const port = await door.corePort()
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
