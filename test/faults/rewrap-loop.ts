import { ensureKey, rewrapKey } from '../../main/platform/keys.ts'

// Changes the passphrase of a survey's key back and forth until the process is killed: node rewrap-loop.ts SURVEY ONE OTHER
const [survey = '', one = '', other = ''] = process.argv.slice(2)
ensureKey(survey, one)
process.stdout.write('begun\n')
for (let from = one, to = other; ; [from, to] = [to, from]) {
  const changed = rewrapKey(survey, from, to)
  if (!changed.ok) {
    process.stdout.write(`refused ${changed.refusal.code}\n`)
    process.exit(1)
  }
}
