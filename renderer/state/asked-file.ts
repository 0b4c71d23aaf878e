import type { PickedFile } from './door.ts'

/** The file that the system asked CunDi to open with this window, from the address #/open?file=…&name=…; asked once. */
export function takeAskedFile(): PickedFile | null {
  const [place, query = ''] = location.hash.split('?')
  if (place !== '#/open') return null
  const params = new URLSearchParams(query)
  const [file, name] = [params.get('file'), params.get('name')]
  // A reload of the window later must not open the file once more.
  history.replaceState(null, '', location.pathname)
  return file === null || name === null ? null : { file, name }
}
