import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { answerOf, asItStands, filledSurvey, inside, integrityFaults } from '../db/survey-bench.ts'

const CORE = join(import.meta.dirname, '../../main/core/core.ts')
const PROCEDURES = join(import.meta.dirname, '../../main/core/objects-procedures.ts')
const ACKNOWLEDGED = 40

/** Edits one parcel again and again, and says each time what it was told is saved. */
const script = `
  const { createCore } = await import(${JSON.stringify(CORE)})
  const { changeObject } = await import(${JSON.stringify(PROCEDURES)})
  const core = createCore({ author: { operator: '张工', team: null }, passphrase: null, resolveFile: (file) => file, version: 'test', language: 'zh' })
  const { survey } = core.open(process.argv[1], 'write').value
  const id = process.argv[2]
  let rev = Number(process.argv[3])
  for (let n = 1; ; n++) {
    const edited = await changeObject(core, { survey, layer: 'parcel', id, rev, values: { BZ: '第 ' + n + ' 次' }, why: null })
    rev = edited.value.rev
    process.stdout.write(n + '\\n')
  }`

it('an edit that was acknowledged is in the file after a kill, with its entry, and can be undone', async () => {
  const survey = await filledSurvey()
  const parcel = asItStands(survey.path, (db) =>
    db.prepare<[], { id: string; rev: number }>('SELECT id, rev FROM parcel ORDER BY fid LIMIT 1').get(),
  )
  const child = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    script,
    survey.path,
    parcel?.id ?? '',
    String(parcel?.rev ?? 1),
  ])
  let said = ''
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.split('\n').length > ACKNOWLEDGED) child.kill('SIGKILL')
  })
  await ended
  const acknowledged = Number(said.trimEnd().split('\n').at(-1))
  expect(acknowledged, complaint).toBeGreaterThanOrEqual(ACKNOWLEDGED)
  const remark = (): string =>
    inside(
      survey.path,
      (db) =>
        db.prepare<[string], { remark: string }>('SELECT remark FROM parcel WHERE id = ?').get(parcel?.id ?? '')
          ?.remark ?? '',
    )
  const stored = Number(/\d+/.exec(remark())?.[0])
  expect(stored).toBeGreaterThanOrEqual(acknowledged)
  expect(inside(survey.path, integrityFaults)).toEqual([])
  answerOf(await survey.undo())
  expect(remark()).toBe(`第 ${stored - 1} 次`)
})
