import { basename, isAbsolute } from 'node:path'
import { BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain, shell, type WebContents } from 'electron'
import * as z from 'zod/mini'
import { withEnding } from '../../shared/formats/file-ending.ts'
import type { Handles } from './handles.ts'
import { word } from './language.ts'
import { isFromOurPage } from './lock-down.ts'
import { channels } from './messages.ts'
import type { AskedFile } from './window.ts'

const pickRequest = z.object({
  mode: z.enum(['open', 'save', 'folder']),
  title: z.string().check(z.maxLength(200)),
  endings: z.array(z.string().check(z.regex(/^[a-z0-9]{1,12}$/i))),
  suggestedName: z.optional(z.string().check(z.maxLength(200))),
})
const paths = z.array(z.string()).check(z.maxLength(10_000))

/** The system's dialogs and its file manager. A page is answered with handles and names, never with a path. */
export function offerFiles(handles: Handles): void {
  const named = (path: string): AskedFile => ({ file: handles.nameOf(path), name: basename(path) })
  answer(channels.pick, pickRequest, async (request, sender) => {
    const path = await pickPath(request, sender)
    return path === null ? null : named(path)
  })
  // A file that is not on the disk (made by the page itself) has no path, and gets no handle.
  answer(channels.name, paths, async (given) => given.filter((path) => isAbsolute(path)).map(named))
  answer(channels.show, z.string(), async (file) => shell.showItemInFolder(handles.resolve(file)))
}

/** A channel that only our own page may use, and only with what it is made for. */
function answer<T>(
  channel: string,
  schema: z.ZodMiniType<T>,
  handler: (input: T, sender: WebContents) => Promise<unknown>,
): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, input: unknown) => {
    if (!isFromOurPage(event)) throw new Error('not from the page of CunDi')
    return handler(schema.parse(input), event.sender)
  })
}

async function pickPath(request: z.infer<typeof pickRequest>, sender: WebContents): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(sender)
  if (window === null) return null
  const all = { name: word('dialog.all-files'), extensions: ['*'] }
  const filters =
    request.endings.length === 0 ? [all] : [{ name: word('dialog.files'), extensions: [...request.endings] }, all]
  if (request.mode === 'save') {
    const saved = await dialog.showSaveDialog(window, {
      title: request.title,
      filters,
      ...(request.suggestedName === undefined ? {} : { defaultPath: basename(request.suggestedName) }),
    })
    // Not every system's dialog adds the ending, and a survey without it is in no list of files.
    return saved.canceled || saved.filePath === '' ? null : withEnding(saved.filePath, request.endings)
  }
  const opened = await dialog.showOpenDialog(window, {
    title: request.title,
    ...(request.mode === 'folder'
      ? { properties: ['openDirectory', 'createDirectory'] }
      : { properties: ['openFile'], filters }),
  })
  return opened.canceled ? null : (opened.filePaths[0] ?? null)
}
