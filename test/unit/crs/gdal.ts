import { execFileSync } from 'node:child_process'

/** The system's python3 with GDAL's bindings: an independent oracle, asked once for many systems. */
const PYTHON = '/usr/bin/python3'

function works(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false // not installed: the caller skips and says so
  }
}

export const hasOsr = works(PYTHON, ['-c', 'from osgeo import osr'])
export const hasCs2cs = works('cs2cs', ['+proj=longlat', '+to', '+proj=longlat', '-f', '%.3f', '/dev/null'])

/** Runs a script that reads JSON on stdin as `given` and prints JSON. */
export function askOsr(script: string, given: unknown): unknown {
  const program = `import json,sys\nfrom osgeo import osr\nosr.DontUseExceptions()\ngiven=json.load(sys.stdin)\n${script}`
  const output = execFileSync(PYTHON, ['-c', program], {
    input: JSON.stringify(given),
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return JSON.parse(output.toString('utf8'))
}

/** Pairs through PROJ's cs2cs, from one PROJ string to another, with eleven decimals. */
export function cs2cs(from: string, to: string, pairs: readonly (readonly [number, number])[]): number[][] {
  const input = pairs.map(([x, y]) => `${x} ${y} 0`).join('\n')
  const args = ['-f', '%.11f', ...from.split(' '), '+to', ...to.split(' ')]
  const output = execFileSync('cs2cs', args, { input, maxBuffer: 64 * 1024 * 1024 })
  return output
    .toString()
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).slice(0, 2).map(Number))
}

if (!hasOsr) console.log('crs: python3 with osgeo is not installed, comparisons with GDAL are skipped')
if (!hasCs2cs) console.log('crs: cs2cs is not installed, comparisons with PROJ are skipped')
