import { expect, it } from 'vitest'
import { settingsPath } from '../../../main/platform/settings.ts'

it('settings stand where each system keeps them', () => {
  expect(settingsPath({ APPDATA: 'C:\\Users\\测绘 员\\AppData\\Roaming' }, 'win32')).toBe(
    'C:\\Users\\测绘 员\\AppData\\Roaming\\CunDi\\settings.json',
  )
  expect(settingsPath({ HOME: '/people/a', XDG_CONFIG_HOME: '' }, 'linux')).toBe(
    '/people/a/.config/cundi/settings.json',
  )
  expect(settingsPath({ HOME: '/people/a', XDG_CONFIG_HOME: '/etc/x' }, 'linux')).toBe('/etc/x/cundi/settings.json')
})
