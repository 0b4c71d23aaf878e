import { spawnSync } from 'node:child_process'

/** A Python that has GDAL's own bindings, or null where there is none: the tests that need it say so and are skipped. */
export const pythonWithGdal: string | null =
  ['python3', '/usr/bin/python3'].find((python) => spawnSync(python, ['-c', 'import osgeo.ogr']).status === 0) ?? null

/** Whether poppler's tools (pdftotext, pdffonts, pdftoppm) read what we print. */
export const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0

/** What one of poppler's tools prints. */
export function askPoppler(tool: 'pdftotext' | 'pdffonts' | 'pdfinfo' | 'pdftoppm', args: readonly string[]): Buffer {
  const asked = spawnSync(tool, args, { maxBuffer: 1 << 28 })
  if (asked.status !== 0) throw new Error(asked.stderr.toString())
  return asked.stdout
}

/** Runs a Python script that prints JSON; what it prints is the oracle's word. */
export function askPython(script: string, args: readonly string[]): unknown {
  const asked = spawnSync(pythonWithGdal ?? 'python3', ['-c', script, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (asked.status !== 0) throw new Error(asked.stderr)
  return JSON.parse(asked.stdout)
}
