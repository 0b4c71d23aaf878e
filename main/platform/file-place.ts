import { readFileSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import type { FilePlace } from '../../shared/contract/opening.ts'

/** File systems whose other machines do not see our locks, or see them late. */
const NETWORK_TYPES =
  /^(nfs\d*|cifs|smb\d*|smbfs|ncpfs|afs|9p|ceph|glusterfs|lustre|vboxsf|davfs\d*|fuse\.(sshfs|davfs\d*|rclone|glusterfs|ceph|smbnetfs|gvfsd-fuse))$/

/** Folders that a program of that name copies to other machines, in the middle of a write as well. */
const SYNCED: readonly (readonly [service: string, folder: RegExp])[] = [
  ['OneDrive', /^onedrive( - .+)?$/i],
  ['Dropbox', /^dropbox( \(.+\))?$/i],
  ['坚果云', /^(我的坚果云|坚果云|nutstore( files)?)$/i],
  ['百度网盘', /^(百度网盘.*|百度云.*|baidusyncdisk|baidunetdisk.*)$/i],
  ['iCloud', /^(iclouddrive|icloud drive|mobile documents)$/i],
  ['Google Drive', /^(google ?drive|my drive)$/i],
  ['WPS 云盘', /^(wps ?云盘|wpsdrive|wps cloud files)$/i],
  ['腾讯微云', /^(微云.*|weiyun.*)$/i],
  ['CloudStorage', /^cloudstorage$/i],
]

/** The service whose folder a path lies in; null: none that is known. */
export function syncedServiceOf(path: string): string | null {
  for (const segment of path.split(/[\\/]/).slice(0, -1)) {
    const found = SYNCED.find(([, folder]) => folder.test(segment))
    if (found !== undefined) return found[0]
  }
  return null
}

/** Whether the mount that holds a path is another machine's, by the table of /proc/mounts. */
export function isOnNetworkMount(path: string, mounts: string): boolean {
  let [longest, type] = ['', '']
  for (const line of mounts.split('\n')) {
    const [, place = '', kind = ''] = line.split(' ')
    const folder = place.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    const holds = path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
    // The later of two mounts on one place is the one that is seen.
    if (holds && folder !== '' && folder.length >= longest.length) [longest, type] = [folder, kind]
  }
  return NETWORK_TYPES.test(type)
}

/** \\server\share and \\?\UNC\server\share; \\?\C:\ and \\.\ are this machine's. */
const isUncPath = (path: string): boolean => /^\\\\\?\\UNC\\/i.test(path) || /^(\\\\|\/\/)[^\\/?.]/.test(path)

/** What is known of the place by its real path alone. */
export function placeOf(path: string, platform: string, mounts: string): FilePlace {
  const service = syncedServiceOf(path)
  if (service !== null) return { kind: 'synced', service }
  const isNetwork = platform === 'win32' ? isUncPath(path) : isOnNetworkMount(path, mounts)
  return { kind: isNetwork ? 'network' : 'local' }
}

/** Where a file stands. A drive letter that is a share of another machine resolves to its \\server\share. */
export async function findPlace(path: string): Promise<FilePlace> {
  const real = await realpath(path).catch(() => path) // a file that cannot be reached: opening will say so
  return placeOf(real, process.platform, mountTable())
}

function mountTable(): string {
  try {
    return process.platform === 'linux' ? readFileSync('/proc/mounts', 'utf8') : ''
  } catch {
    return '' // no /proc: nothing is known of the mounts
  }
}
