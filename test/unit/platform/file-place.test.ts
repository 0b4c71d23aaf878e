import { describe, expect, it } from 'vitest'
import { isOnNetworkMount, placeOf, syncedServiceOf } from '../../../main/platform/file-place.ts'

const mounts = [
  '/dev/sda1 / ext4 rw,relatime 0 0',
  '//server/survey /media/共享 cifs rw 0 0',
  'server:/data /media/with\\040space nfs4 rw 0 0',
  '/dev/sdb1 /media/共享/local ext4 rw 0 0',
  'user@host:/ /people/a/remote fuse.sshfs rw 0 0',
].join('\n')

describe('a network drive', () => {
  it.each([
    ['/media/共享/调查.gpkg', true],
    ['/media/with space/a.gpkg', true],
    ['/people/a/remote/x/a.gpkg', true],
    ['/media/共享/local/a.gpkg', false],
    ['/media/共享的/a.gpkg', false],
    ['/people/a/a.gpkg', false],
  ])('%s: %s', (path, expected) => {
    expect(isOnNetworkMount(path, mounts)).toBe(expected)
  })

  it.each([
    ['\\\\server\\测绘\\调查.gpkg', 'network'],
    ['\\\\?\\UNC\\server\\share\\a.gpkg', 'network'],
    ['\\\\?\\C:\\调查\\a.gpkg', 'local'],
    ['D:\\调查\\a.gpkg', 'local'],
  ])('on Windows %s is %s', (path, kind) => {
    expect(placeOf(path, 'win32', '').kind).toBe(kind)
  })
})

describe('a synced folder', () => {
  it.each([
    ['C:\\Users\\张\\OneDrive - 测绘院\\调查.gpkg', 'OneDrive'],
    ['C:\\Users\\张\\OneDrive\\a\\调查.gpkg', 'OneDrive'],
    ['D:\\我的坚果云\\调查.gpkg', '坚果云'],
    ['D:\\BaiduSyncdisk\\调查.gpkg', '百度网盘'],
    ['/Volumes/a/Library/Mobile Documents/com~apple~CloudDocs/a.gpkg', 'iCloud'],
    ['/people/a/Dropbox (Team)/a.gpkg', 'Dropbox'],
    ['D:\\调查\\OneDrive 备份说明.gpkg', null],
    ['D:\\OneDriveOld2\\调查.gpkg', null],
  ])('%s: %s', (path, service) => {
    expect(syncedServiceOf(path)).toBe(service)
  })
})
