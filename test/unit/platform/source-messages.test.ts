import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sourceMessages } from '../../../shared/lang/source.ts'

const root = join(import.meta.dirname, '../../..')
const folders = ['shared/formats', 'main/platform/source', 'main/jobs/source', 'main/jobs/inspect', 'db/foreign']
const files = ['shared/geo/wkb.ts', 'shared/geo/geopackage-blob.ts', 'main/platform/text-codec.ts']
const rooms = 'source|layer|shp|shx|dbf|encoding|text|zip|gpkg|wkb|geojson|xlsx|table|csv'

/** Findings that stay with an imported record: the checks list and word them. */
const WORDED_BY_CHECKS = ['dbf.missing', 'text.cut', 'encoding.sniffed', 'encoding.cpg-wrong']

function codesInSource(): Set<string> {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(root, folder, name)),
  )
  const text = [...paths, ...files.map((file) => join(root, file))].map((path) => readFileSync(path, 'utf8')).join('\n')
  const codes = new Set(
    [...text.matchAll(new RegExp(`'((?:${rooms})\\.[a-z0-9.-]+)'`, 'g'))].map((match) => match[1] ?? ''),
  )
  // Built from the kind of shape: shp.polygon.bad-counts and its kin.
  for (const kind of ['polyline', 'polygon', 'multipatch'])
    for (const what of ['bad-counts', 'bad-parts']) codes.add(`shp.${kind}.${what}`)
  return codes
}

describe('messages about files', () => {
  it('exist for every code that a reader gives, and for no other', () => {
    const worded = [...codesInSource()].filter((code) => !WORDED_BY_CHECKS.includes(code))
    expect(Object.keys(sourceMessages).toSorted()).toEqual(worded.toSorted())
  })

  it('have the same placeholders in both languages and are one sentence', () => {
    const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted()
    for (const [code, { zh, en }] of Object.entries(sourceMessages)) {
      expect([code, placeholders(en)]).toEqual([code, placeholders(zh)])
      expect([code, /[。.!?]$|\. [A-Z]/.test(en), /[。,;()]/.test(zh)]).toEqual([code, false, false])
    }
  })
})
