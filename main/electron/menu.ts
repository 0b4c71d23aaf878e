import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import { word } from './language.ts'

type Role = NonNullable<MenuItemConstructorOptions['role']>

/** Only macOS needs the menu for its keys; elsewhere the page hears Ctrl+Z first and undoes what it shows. */
const item = (role: Role, code: string): MenuItemConstructorOptions => ({
  role,
  label: word(code),
  registerAccelerator: process.platform === 'darwin',
})

/** The application's menu in the user's language; called again when that changes. */
export function setMenu(openWindow: () => void): void {
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const template: MenuItemConstructorOptions[] = [
    {
      label: word('menu.file'),
      submenu: [
        { label: word('menu.new-window'), accelerator: 'CmdOrCtrl+Shift+N', click: openWindow },
        separator,
        { role: 'close', label: word('menu.close') },
        { role: 'quit', label: word('menu.quit') },
      ],
    },
    {
      label: word('menu.edit'),
      submenu: [
        item('undo', 'menu.undo'),
        item('redo', 'menu.redo'),
        separator,
        item('cut', 'menu.cut'),
        item('copy', 'menu.copy'),
        item('paste', 'menu.paste'),
        item('selectAll', 'menu.select-all'),
      ],
    },
    {
      label: word('menu.view'),
      submenu: [
        { role: 'zoomIn', label: word('menu.larger') },
        { role: 'zoomOut', label: word('menu.smaller') },
        { role: 'resetZoom', label: word('menu.actual-size') },
        { role: 'togglefullscreen', label: word('menu.full-screen') },
        separator,
        { role: 'reload', label: word('menu.reload') },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const, label: word('menu.tools') }]),
      ],
    },
    { role: 'help', label: word('menu.help'), submenu: [{ role: 'about', label: word('menu.about') }] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
