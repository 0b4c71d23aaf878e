import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import type { ApplicationState } from '../../shared/contract/application.ts'
import { useCore } from './core-context.ts'
import { unwrap } from './outcome.ts'

interface Application {
  readonly state: ApplicationState
  save(
    change: Partial<Pick<ApplicationState, 'operator' | 'team' | 'language' | 'theme' | 'columns' | 'panes'>> & {
      readonly [K in 'map' | 'areaUnit']?: NonNullable<ApplicationState[K]>
    },
  ): Promise<void>
  /** Takes a survey off the recent ones. */
  forget(file: string): Promise<void>
  /** Asks again, after something was opened. */
  refresh(): Promise<void>
}

const ApplicationContext = createContext<Application | null>(null)
const KEY = ['application'] as const

/** Settings of this machine, around everything else. `pending` shows until they are there, `failed` when they cannot be read. */
export function ApplicationProvider(props: {
  readonly pending: ReactNode
  readonly failed: (error: unknown) => ReactNode
  readonly children: ReactNode
}) {
  const core = useCore()
  const cache = useQueryClient()
  const { data, error } = useQuery({ queryKey: KEY, queryFn: async () => unwrap(await core.application.state()) })
  if (error !== null) return props.failed(error)
  if (data === undefined) return props.pending
  const application: Application = {
    state: data,
    async save(change) {
      cache.setQueryData(KEY, unwrap(await core.application.save(change)))
    },
    async forget(file) {
      cache.setQueryData(KEY, unwrap(await core.application.forget({ file })))
    },
    refresh: () => cache.invalidateQueries({ queryKey: KEY }),
  }
  return <ApplicationContext value={application}>{props.children}</ApplicationContext>
}

export function useApplication(): Application {
  const application = useContext(ApplicationContext)
  if (application === null) throw new Error('no application around this component')
  return application
}
