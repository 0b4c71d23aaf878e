import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { runImport } from '../../main/jobs/import/import.ts'
import type { JobContext } from '../../main/jobs/job.ts'
import { Cancelled } from '../../main/jobs/shared-flag.ts'
import { readKey } from '../../main/platform/keys.ts'
import { AUTHOR, answerOf, asItStands, dumpObjects, type FilledBench, filledSurvey } from './survey-bench.ts'

const PARCELS = 2500

/** Imports the survey's own parcels over themselves; its merge is stopped where it asks for the nth time. Answers how often it asked. */
async function mergeUntil(bench: FilledBench, onDuplicate: 'update' | 'reject', nth: number): Promise<number> {
  let asked = 0
  let isMerging = false
  const isOver = (): boolean => isMerging && ++asked >= nth
  const context: JobContext = {
    signal: {
      get aborted() {
        return isOver()
      },
      throwIfAborted() {
        if (isOver()) throw new Cancelled()
      },
    },
    report: () => undefined,
    author: AUTHOR,
    key: answerOf(readKey(bench.path, null)),
    async withWriteAccess(work) {
      isMerging = true
      try {
        return work()
      } finally {
        isMerging = false
      }
    },
  }
  const input = {
    survey: bench.path,
    file: bench.source.parcelsShp,
    layers: [{ kind: 'parcel' as const, name: null }],
    encoding: null,
    sourceCrs: null,
    swapAxes: false,
    datumParameters: null,
    map: {},
    onDuplicate,
    villageFromCode: false,
    sheet: null,
    headerRow: null,
    dryRun: false,
  }
  await runImport(input, context).catch((error: unknown) => {
    if (!(error instanceof Cancelled)) throw error
  })
  return asked
}

it('a merge is asked to stop at least every thousand rows, and leaves nothing where it stops', async () => {
  const bench = await filledSurvey({ parcels: PARCELS })
  const before = asItStands(bench.path, dumpObjects)
  const files = readdirSync(bench.folder)
  // What a merge did in one statement each: refused rows are kept, known ones are found and get their new state.
  for (const [onDuplicate, nth] of [
    ['reject', 6],
    ['update', 24],
  ] as const) {
    expect(await mergeUntil(bench, onDuplicate, nth)).toBe(nth)
    expect(asItStands(bench.path, dumpObjects), onDuplicate).toEqual(before)
  }
  expect(readdirSync(bench.folder)).toEqual(files)
})
