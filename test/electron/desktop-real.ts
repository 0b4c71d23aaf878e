import { type ChildProcess, spawnSync } from 'node:child_process'
import { _electron } from 'playwright-core'
import { projectRoot } from '../architecture/project-files.ts'
import { builtProgram } from '../builders/built-program.ts'
import { makeHome, noteProblems } from './desktop-home.ts'
import type { Desktop, DesktopOptions } from './desktop-types.ts'

/** What of Electron's main process the orders below use. */
interface ElectronMain {
  readonly app: {
    quit(): void
    exit(status: number): void
    getAppMetrics(): readonly { readonly pid: number; readonly name?: string }[]
  }
  readonly BrowserWindow: { getAllWindows(): readonly { close(): void }[] }
  readonly dialog: Record<string, unknown>
}

/** Chromium's sandbox needs namespaces of the user's own on Linux; root and some containers have none. */
const canBeSandboxed = (): boolean =>
  process.platform !== 'linux' || (process.getuid?.() !== 0 && spawnSync('unshare', ['-Ur', 'true']).status === 0)

/** The same application in a real Electron, driven by Playwright. */
export async function openRealDesktop(executablePath: string, options: DesktopOptions): Promise<Desktop> {
  await builtProgram()
  const { folder, settingsFile, env, remove } = makeHome(options.settings)
  let running: ChildProcess | null = null
  const failed = (error: unknown): never => {
    running?.kill('SIGKILL')
    remove()
    throw error
  }
  const electron = await _electron
    .launch({
      executablePath,
      // Playwright's own default is to run without.
      chromiumSandbox: canBeSandboxed(),
      args: [projectRoot, ...(options.words ?? [])],
      env: env as Record<string, string>,
    })
    .catch(failed)
  // Playwright names the process only while it runs.
  running = electron.process()
  const ended = new Promise<number>((resolve) => running?.once('exit', (code) => resolve(code ?? 1)))
  const page = await electron.firstWindow().catch(failed)
  const problems: string[] = []
  noteProblems(page, problems)
  const inMain = <T, A>(order: (main: ElectronMain, given: A) => T, given: A): Promise<T> =>
    electron.evaluate(order as never, given) as Promise<T>
  await inMain(({ dialog }) => {
    const answers = { open: [] as string[], save: [] as string[], box: [] as number[] }
    const asked: unknown[] = []
    Object.assign(globalThis, { answers, asked })
    dialog.showOpenDialog = async (_window: unknown, given: unknown) => {
      asked.push(given)
      const path = answers.open.shift()
      return { canceled: path === undefined, filePaths: path === undefined ? [] : [path] }
    }
    dialog.showSaveDialog = async (_window: unknown, given: unknown) => {
      asked.push(given)
      const path = answers.save.shift()
      return { canceled: path === undefined, filePath: path ?? '' }
    }
    dialog.showMessageBoxSync = (_window: unknown, given: unknown) => {
      asked.push(given)
      return answers.box.shift() ?? 0
    }
  }, null)
  return {
    kind: 'electron',
    page,
    folder,
    settingsFile,
    problems,
    ended,
    answer: (given) =>
      inMain((_main, { open, save, box }) => {
        const { answers } = globalThis as unknown as { answers: { open: string[]; save: string[]; box: number[] } }
        if (open !== undefined) answers.open.push(open)
        if (save !== undefined) answers.save.push(save)
        if (box !== undefined) answers.box.push(box)
      }, given),
    dialogs: () => inMain(() => JSON.stringify((globalThis as unknown as { asked: unknown }).asked), null),
    killCore: () =>
      inMain(({ app }) => {
        for (const { pid, name } of app.getAppMetrics()) if (name === 'CunDi core') process.kill(pid, 'SIGKILL')
      }, null),
    closeWindow: () => inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close(), null),
    windows: () => inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null),
    quit: () => inMain(({ app }) => app.quit(), null),
    async close() {
      // Its own end first: on Windows the process that Playwright knows is the shell around it.
      await Promise.race([inMain(({ app }) => app.exit(0), null).catch(() => undefined), ended])
      running?.kill('SIGKILL')
      await ended
      remove()
    },
  }
}
