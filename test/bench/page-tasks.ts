import type { Browser, Page } from 'playwright-core'

/** One turn of the thread that draws. */
export interface Task {
  readonly ms: number
  /** Of which the thread was at work, rather than waiting for a processor. */
  readonly cpuMs: number
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts?: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

const LONG_MS = 50

/** Tasks of 50 ms and more of the page's main thread while `work` goes on, by the browser's own trace. */
export async function longTasks<T>(
  browser: Browser,
  page: Page,
  work: () => Promise<T>,
): Promise<{ readonly answer: T; readonly tasks: readonly Task[] }> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
  let answer: T
  try {
    answer = await work()
  } catch (error) {
    await browser.stopTracing()
    throw error
  }
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: TraceEvent[] }
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents
    .filter(({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && main.has(`${pid} ${tid}`))
    .map(({ dur = 0, tdur = 0 }) => ({ ms: dur / 1000, cpuMs: tdur / 1000 }))
  if (tasks.length === 0) throw new Error('the browser traced no task of the page')
  return { answer, tasks: tasks.filter(({ ms }) => ms >= LONG_MS) }
}
