import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder that holds package.json: one level further up in the built program. */
function productRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, 'package.json'))) return from
  const parent = dirname(from)
  if (parent === from) throw new Error('package.json is missing')
  return productRoot(parent)
}

export const productVersion = (): string =>
  (JSON.parse(readFileSync(join(productRoot(), 'package.json'), 'utf8')) as { version: string }).version
