import type { Messages } from './message.ts'

/** What the system's own frame says around the window: menus, its dialogs, the start. */
export const desktopMessages = {
  'menu.file': { zh: '文件', en: 'File' },
  'menu.new-window': { zh: '新建窗口', en: 'New window' },
  'menu.close': { zh: '关闭窗口', en: 'Close window' },
  'menu.quit': { zh: '退出 CunDi', en: 'Quit CunDi' },
  'menu.edit': { zh: '编辑', en: 'Edit' },
  'menu.undo': { zh: '撤销输入', en: 'Undo typing' },
  'menu.redo': { zh: '恢复输入', en: 'Redo typing' },
  'menu.cut': { zh: '剪切', en: 'Cut' },
  'menu.copy': { zh: '复制', en: 'Copy' },
  'menu.paste': { zh: '粘贴', en: 'Paste' },
  'menu.select-all': { zh: '全选', en: 'Select all' },
  'menu.view': { zh: '视图', en: 'View' },
  'menu.larger': { zh: '放大', en: 'Zoom in' },
  'menu.smaller': { zh: '缩小', en: 'Zoom out' },
  'menu.actual-size': { zh: '实际大小', en: 'Actual size' },
  'menu.full-screen': { zh: '全屏', en: 'Full screen' },
  'menu.reload': { zh: '重新载入', en: 'Reload' },
  'menu.tools': { zh: '开发者工具', en: 'Developer tools' },
  'menu.help': { zh: '帮助', en: 'Help' },
  'menu.about': { zh: '关于 CunDi', en: 'About CunDi' },
  'dialog.files': { zh: '可用的文件', en: 'Files of this kind' },
  'dialog.all-files': { zh: '所有文件', en: 'All files' },
  'dialog.running': {
    zh: '还有任务正在运行：现在退出会取消任务，未完成的改动全部撤回。',
    en: 'A job is still running: leaving now cancels it, and what it has not finished is taken back.',
  },
  'dialog.stay': { zh: '继续运行', en: 'Keep running' },
  'dialog.leave': { zh: '取消任务并退出', en: 'Cancel the job and leave' },
  'dialog.page-gone': {
    zh: '窗口的页面意外停止。已保存的内容不受影响，可以重新载入。',
    en: 'The page of this window has stopped unexpectedly. What was saved is not affected; it can be reloaded.',
  },
  'start.no-electron': {
    zh: '本机没有 Electron 运行环境，也无法下载：改在浏览器中打开 CunDi。',
    en: 'This machine has no Electron runtime and it cannot be fetched: CunDi opens in the browser instead.',
  },
  'start.option': {
    zh: '没有选项“{option}”。用法：cundi-window [--open] [--port N] [文件夹 …]',
    en: 'There is no option "{option}". Usage: cundi-window [--open] [--port N] [FOLDER …]',
  },
  'start.folder-missing': {
    zh: '没有文件夹 {folder}：请检查路径。',
    en: 'There is no folder {folder}: check the path.',
  },
  'start.address': {
    zh: '请在本机浏览器中打开此地址（只能用一次）：{address}',
    en: 'Open this address in a browser of this machine (it works once): {address}',
  },
  'start.building': { zh: '正在构建……', en: 'Building …' },
  'start.fetching': {
    zh: '正在下载 Electron 运行环境（只需一次；网络不通时要等一会儿）……',
    en: 'Fetching the Electron runtime (once; where the network is cut off this takes a while) …',
  },
} as const satisfies Messages
