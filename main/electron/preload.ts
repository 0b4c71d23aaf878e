import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { ElectronDoor } from '../../shared/contract/door.ts'
import { channels } from './messages.ts'

// No port passes the bridge (only what can be cloned does), so the window's own message brings it to the page.
ipcRenderer.on(channels.port, (event) => window.postMessage(channels.port, '*', [...event.ports]))

const door: ElectronDoor<File> = {
  kind: 'electron',
  askForPort: () => ipcRenderer.send(channels.port),
  pick: (request) => ipcRenderer.invoke(channels.pick, request),
  // async: what throws at once would be thrown in the page, which waits for an answer.
  receive: async (files) =>
    ipcRenderer.invoke(
      channels.name,
      files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== ''),
    ),
  showInFolder: (file) => ipcRenderer.invoke(channels.show, file),
}
contextBridge.exposeInMainWorld('cundi', door)
