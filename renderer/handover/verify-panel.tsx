import { Alert, Button, Card } from 'antd'
import { useState } from 'react'
import type { VerifiedPackage } from '../../shared/contract/answers.ts'
import type { Refusal } from '../../shared/contract/outcome.ts'
import { useCore } from '../state/core-context.ts'
import type { PickedFile } from '../state/door.ts'
import { useJobs } from '../state/jobs.tsx'
import { usePickFile } from '../ui/file-picker.tsx'
import { useWords } from '../ui/words.tsx'

type Verdict = { readonly picked: PickedFile } & (
  | { readonly verified: VerifiedPackage }
  | { readonly refusal: Refusal }
)

/** Holds a package that somebody handed in against its own manifests. */
export function VerifyPanel() {
  const words = useWords()
  const core = useCore()
  const pick = usePickFile()
  const { run, running } = useJobs()
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const verify = async (): Promise<void> => {
    const picked = await pick({ mode: 'open', title: words.word('handover.choose-package'), endings: ['zip'] })
    if (picked === null) return
    setVerdict(null)
    const end = await run('handover.verifying', (signal) => core.handover.verify({ file: picked.file }, { signal }))
    if (end === 'cancelled') return
    setVerdict(end.ok ? { picked, verified: end.value } : { picked, refusal: end.refusal })
  }
  return (
    <Card title={words.word('handover.verify')}>
      <p>{words.word('handover.verify.about')}</p>
      <Button loading={running.some(({ title }) => title === 'handover.verifying')} onClick={() => void verify()}>
        {words.word('handover.choose-package')}
      </Button>
      {verdict === null ? null : <div className="handover-end">{sayVerdict(verdict)}</div>}
    </Card>
  )

  function sayVerdict(said: Verdict) {
    const { name } = said.picked
    if ('refusal' in said) return <Alert type="error" showIcon title={words.refusal(said.refusal)} />
    if (said.verified.ok) return <Alert type="success" showIcon title={words.word('handover.verified', { name })} />
    return (
      <Alert
        type="error"
        showIcon
        title={words.word('handover.not-verified', { name })}
        description={
          <ul>
            {said.verified.problems.map(({ code, path, params }) => (
              <li key={`${code} ${path}`}>{words.word(code, { file: name, path, ...params })}</li>
            ))}
          </ul>
        }
      />
    )
  }
}
