import type { Outcome, Refusal } from '../../shared/contract/outcome.ts'
import type { Client } from '../state/client.ts'
import { type Door, door, type PickedFile } from '../state/door.ts'

/** What can be opened by itself, and what belongs to a shapefile. */
export const mainEndings = ['shp', 'zip', 'gpkg', 'geojson', 'json', 'xlsx', 'csv', 'dbf'] as const
const SIBLINGS: ReadonlySet<string> = new Set(['shp', 'shx', 'dbf', 'prj', 'cpg'])
const MOST_FILES = 5000

/** A file with the folder that it came out of, so that siblings stay together. */
export interface Arrival {
  readonly folder: string
  readonly file: File
}

/** Files that are kept although nothing can be done with them, so that their user is told so. */
const FEW = 5

/** A folder of more files than anybody means to import at once. */
export class TooManyFiles extends Error {}

/** Files of a drop, folders gone through. Must be called in the event itself: its items are gone afterwards. Throws TooManyFiles. */
export async function arrivalsOf(data: DataTransfer): Promise<readonly Arrival[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  if (entries.length === 0) return [...data.files].map((file) => ({ folder: '', file }))
  const found: Arrival[] = []
  for (const entry of entries) await walk(entry, '', found)
  return found
}

/** Files of an input; a chosen folder tells its place in `webkitRelativePath`. */
export const arrivalsOfList = (files: FileList): readonly Arrival[] =>
  [...files].map((file) => ({ folder: file.webkitRelativePath.split('/').slice(0, -1).join('/'), file }))

async function walk(entry: FileSystemEntry, folder: string, found: Arrival[]): Promise<void> {
  if (isFile(entry)) {
    // Among thousands of photographs a shapefile may be the last.
    if (!isOfUse(entry.name) && found.length >= FEW) return
    if (found.length >= MOST_FILES) throw new TooManyFiles()
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    found.push({ folder, file })
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    // A reader gives a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return
    for (const child of some) await walk(child, `${folder}/${entry.name}`, found)
  }
}

function isOfUse(name: string): boolean {
  const { ending } = partsOf(name)
  return SIBLINGS.has(ending) || (mainEndings as readonly string[]).includes(ending)
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

const partsOf = (name: string): { readonly base: string; readonly ending: string } => {
  const dot = name.lastIndexOf('.')
  return dot < 0
    ? { base: name.toLowerCase(), ending: '' }
    : { base: name.slice(0, dot).toLowerCase(), ending: name.slice(dot + 1).toLowerCase() }
}

/** Those that are opened; where there is none, all, so that each is told why it cannot be. A .dbf of a shapefile is not alone. */
function mainsOf(arrivals: readonly Arrival[]): readonly Arrival[] {
  const shapes = new Set(
    arrivals
      .filter(({ file }) => partsOf(file.name).ending === 'shp')
      .map(({ folder, file }) => `${folder}/${partsOf(file.name).base}`),
  )
  const mains = arrivals.filter(({ folder, file }) => {
    const { base, ending } = partsOf(file.name)
    if (file.name.startsWith('.') || !(mainEndings as readonly string[]).includes(ending)) return false
    return ending !== 'dbf' || !shapes.has(`${folder}/${base}`)
  })
  return mains.length > 0 ? mains : arrivals.slice(0, FEW)
}

export type Received =
  | { readonly ok: true; readonly files: readonly PickedFile[] }
  | { readonly ok: false; readonly refusal: Refusal }

/** Handles of what was dropped: from the system in Electron, by sending the files to the host in a browser. */
export async function receiveFiles(
  core: Client,
  arrivals: readonly Arrival[],
  report: (done: number, total: number) => void,
  through: Door = door,
): Promise<Received> {
  const mains = mainsOf(arrivals)
  if (through.kind === 'electron') {
    const received = await through.receive(mains.map(({ file }) => file))
    // Files that the page made itself have no place on the disk and are not among those received.
    const isEach = received.length === mains.length
    return {
      ok: true,
      files: received.map((file, i) => (isEach ? { ...file, name: nameOf(mains[i], file.name) } : file)),
    }
  }
  const needed = arrivals.filter(
    (arrival) => mains.includes(arrival) || SIBLINGS.has(partsOf(arrival.file.name).ending),
  )
  const sets = new Map<string, string>()
  const files: PickedFile[] = []
  for (const [i, arrival] of needed.entries()) {
    report(i, needed.length)
    const set = await setFor(core, sets, arrival.folder)
    if (!set.ok) return set
    const sent = await send(set.value, arrival.file)
    if (!sent.ok) return sent
    if (mains.includes(arrival)) files.push({ file: sent.value.file, name: nameOf(arrival, arrival.file.name) })
  }
  return { ok: true, files }
}

/** Villages' folders hold files of the same name: each is called by its place in what was dropped. */
const nameOf = (arrival: Arrival | undefined, name: string): string =>
  [...(arrival?.folder ?? '').split('/').filter((part) => part !== ''), name].join('/')

async function setFor(core: Client, sets: Map<string, string>, folder: string): Promise<Outcome<string>> {
  const known = sets.get(folder)
  if (known !== undefined) return { ok: true, value: known }
  const opened = await core.files.receive()
  if (!opened.ok) return opened
  sets.set(folder, opened.value.set)
  return { ok: true, value: opened.value.set }
}

async function send(set: string, file: File): Promise<Outcome<{ readonly file: string }>> {
  try {
    const answer = await fetch(`/upload/${set}/${encodeURIComponent(file.name)}`, { method: 'POST', body: file })
    return (await answer.json()) as Outcome<{ readonly file: string }>
  } catch {
    // The host cuts the line where a file is too large for its disk, and a file may be gone from the user's.
    return { ok: false, refusal: { code: 'upload.broken', file: file.name, params: { reason: '—' } } }
  }
}
