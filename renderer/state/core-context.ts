import { createContext, useContext } from 'react'
import type { Client } from './client.ts'

export const CoreContext = createContext<Client | null>(null)

/** The core's procedures. */
export function useCore(): Client {
  const client = useContext(CoreContext)
  if (client === null) throw new Error('no core around this component')
  return client
}
