import { createReadStream, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

export const contentType = (path: string): string => types[extname(path)] ?? 'application/octet-stream'

/** A file of the built window, or 404: no listing of folders, nothing outside `pages`. */
export function servePage(pages: string, pathname: string, response: ServerResponse): void {
  const path = pageFile(pages, pathname)
  if (path === null) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'Content-Type': contentType(path) })
  createReadStream(path).pipe(response)
}

/** The file of a built window behind a URL's path; null: there is none. */
export function pageFile(pages: string, pathname: string): string | null {
  let name: string
  try {
    name = decodeURIComponent(pathname)
  } catch {
    return null // a broken escape names no file
  }
  if (name.includes('\0')) return null
  const path = normalize(join(pages, name === '/' ? 'index.html' : name))
  if (!path.startsWith(pages + sep)) return null
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? path : null
}
