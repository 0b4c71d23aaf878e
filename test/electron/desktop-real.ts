import { _electron } from 'playwright-core'
import { projectRoot } from '../architecture/project-files.ts'
import { builtProgram } from '../builders/built-program.ts'
import { makeHome, noteProblems } from './desktop-home.ts'
import type { Desktop, DesktopOptions } from './desktop-types.ts'

/** What of Electron's main process the orders below use. */
interface ElectronMain {
  readonly app: { quit(): void; getAppMetrics(): readonly { readonly pid: number; readonly name?: string }[] }
  readonly BrowserWindow: { getAllWindows(): readonly { close(): void }[] }
  readonly dialog: Record<string, unknown>
}

/** The same application in a real Electron, driven by Playwright. */
export async function openRealDesktop(executablePath: string, options: DesktopOptions): Promise<Desktop> {
  await builtProgram()
  const { folder, settingsFile, env, remove } = makeHome(options.settings)
  const electron = await _electron.launch({
    executablePath,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), projectRoot, ...(options.words ?? [])],
    env: env as Record<string, string>,
  })
  const ended = new Promise<number>((resolve) => electron.process().once('exit', (code) => resolve(code ?? 1)))
  const page = await electron.firstWindow()
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
      electron.process().kill('SIGKILL')
      await ended
      remove()
    },
  }
}
