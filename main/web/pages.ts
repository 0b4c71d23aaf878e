import { createReadStream, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, join } from 'node:path'

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

/** A built file's name: folders and names of letters, digits and a few signs, none beginning with a dot. */
const PAGE_NAME = /^(\/[\w@-][\w@.-]*)+$/

/** A file of the built window, or 404: no listing of folders, nothing outside `pages`. */
export function servePage(pages: string, pathname: string, response: ServerResponse): void {
  const path = pageFile(pages, pathname)
  if (path === null) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'Content-Type': contentType(path) })
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response)
}

/** The file of a built window behind a URL's path; null: there is none. Nothing is unescaped: no built name needs it. */
export function pageFile(pages: string, pathname: string): string | null {
  const name = pathname === '/' ? '/index.html' : pathname
  if (!PAGE_NAME.test(name)) return null
  const path = join(pages, name)
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? path : null
}
