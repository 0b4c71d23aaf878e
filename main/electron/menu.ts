import { app, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron'
import { word } from './language.ts'

type Role = NonNullable<MenuItemConstructorOptions['role']>

/** Only macOS needs the menu for its keys; elsewhere the page hears Ctrl+Z first and undoes what it shows. */
const item = (role: Role, code: string): MenuItemConstructorOptions => ({
  role,
  label: word(code),
  registerAccelerator: process.platform === 'darwin',
})

const textRoles: readonly (readonly [Role, string])[] = [
  ['cut', 'menu.cut'],
  ['copy', 'menu.copy'],
  ['paste', 'menu.paste'],
  ['selectAll', 'menu.select-all'],
]

/** A browser has a menu of its own for text; Electron has none unless it is made. */
export function offerTextMenu(contents: WebContents): void {
  contents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (!isEditable && selectionText.trim() === '') return
    const offered = textRoles.filter(([role]) => isEditable || role === 'copy')
    Menu.buildFromTemplate(offered.map(([role, code]) => item(role, code))).popup()
  })
}

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
        ...textRoles.map(([role, code]) => item(role, code)),
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
