import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm, statfs } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { done, type Outcome, type Refusal, refuse } from '../../shared/contract/outcome.ts'
import type { UploadSets } from '../core/core.ts'
import { makeOwnedScratch } from '../platform/owned-scratch.ts'

/** Files that a page sends instead of choosing them on the disk. They hold people's data, so only this user may look at them. */
export interface Uploads extends UploadSets {
  /** Answers POST /upload/<set>/<name>: an Outcome with the file's handle. The caller has checked who asks. */
  receive(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void>
  /** Removes everything. */
  end(): Promise<void>
}

export interface UploadOptions {
  readonly nameOf: (path: string) => string
  readonly parent?: string
  /** Bytes that may still be written in that folder. */
  readonly room?: (folder: string) => Promise<number>
}

const PREFIX = 'cundi-upload-'
/** Left to the system and to the survey's own log. */
const RESERVE_BYTES = 256 * 1024 ** 2
/** How much is written between two looks at the free disk. */
const LOOK_EVERY_BYTES = 32 * 1024 ** 2
const NAME_BYTES = 240
const DEVICE_NAME = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

async function roomOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize - RESERVE_BYTES
}

/** What a killed host left is removed when the first file comes. */
export function createUploads({ nameOf, parent = tmpdir(), room = roomOnDisk }: UploadOptions): Uploads {
  const sets = new Map<string, Promise<string>>()
  let root: Promise<string> | null = null
  const folderOf = async (set: string): Promise<string> => {
    root ??= makeOwnedScratch(parent, PREFIX)
    const folder = join(await root, set)
    await mkdir(folder, { mode: 0o700 })
    return folder
  }
  const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 })
  return {
    open() {
      const set = randomUUID()
      const folder = folderOf(set)
      // Who writes into it hears of it; a set that nobody uses is no reason to end.
      folder.catch(() => undefined)
      sets.set(set, folder)
      return set
    },
    close(set) {
      const folder = sets.get(set)
      sets.delete(set)
      void folder?.then(remove, () => undefined)
    },
    async receive(request, response, pathname) {
      const place = placeOf(pathname)
      const folder = place === null ? undefined : sets.get(place.set)
      const outcome: Outcome<{ readonly file: string }> =
        place === null || folder === undefined
          ? refuse({ code: 'file.unknown' })
          : isBadName(place.name)
            ? refuse({ code: 'file.bad-name', params: { name: place.name.slice(0, 80) } })
            : await keep(request, await folder, place.name, room, nameOf)
      if (!outcome.ok) response.setHeader('Connection', 'close')
      response.writeHead(outcome.ok ? 200 : statusOf(outcome.refusal), { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(outcome))
    },
    async end() {
      sets.clear()
      if (root !== null) await remove(await root)
    },
  }
}

function placeOf(pathname: string): { readonly set: string; readonly name: string } | null {
  const [, set, escaped] = /^\/upload\/([0-9a-f-]{36})\/([^/]+)$/.exec(pathname) ?? []
  if (set === undefined || escaped === undefined) return null
  try {
    return { set, name: decodeURIComponent(escaped).normalize('NFC') }
  } catch {
    return null // a broken escape names no file
  }
}

const isBadName = (name: string): boolean =>
  name.trim() === '' ||
  name.startsWith('.') ||
  /[. ]$/.test(name) ||
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[/\\:*?"<>|\u0000-\u001f]/.test(name) ||
  DEVICE_NAME.test(name) ||
  Buffer.byteLength(name) > NAME_BYTES

function statusOf({ code }: Refusal): number {
  switch (code) {
    case 'file.unknown':
      return 404
    case 'upload.no-space':
      return 507
    case 'upload.exists':
      return 409
    default:
      return 400
  }
}

class NoSpace extends Error {}

/** Never more than a chunk in memory, never more on the disk than there is room for. */
async function keep(
  request: IncomingMessage,
  folder: string,
  name: string,
  room: (folder: string) => Promise<number>,
  nameOf: (path: string) => string,
): Promise<Outcome<{ readonly file: string }>> {
  const path = join(folder, name)
  const noSpace = refuse({ code: 'upload.no-space', file: name })
  let left = await room(folder)
  if (Number(request.headers['content-length'] ?? 0) > left) return noSpace
  let sinceLook = 0
  const bound = new Transform({
    transform(chunk: Uint8Array, _, next) {
      left -= chunk.byteLength
      sinceLook += chunk.byteLength
      if (left < 0) return next(new NoSpace())
      if (sinceLook < LOOK_EVERY_BYTES) return next(null, chunk)
      sinceLook = 0
      room(folder).then(
        (now) => {
          left = now
          next(null, chunk)
        },
        (error: Error) => next(error),
      )
    },
  })
  try {
    await pipeline(request, bound, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    return done({ file: nameOf(path) })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    if (code === 'EEXIST') return refuse({ code: 'upload.exists', file: name, params: { name } })
    await rm(path, { force: true })
    if (error instanceof NoSpace || code === 'ENOSPC') return noSpace
    return refuse({ code: 'upload.broken', file: name, params: { reason: code ?? 'error' } })
  }
}
