import { Alert, Button, Space } from 'antd'
import { useState } from 'react'
import { useCore } from '../../state/core-context.ts'
import type { PickedFile } from '../../state/door.ts'
import { unwrap } from '../../state/outcome.ts'
import type { OpenedSurvey } from '../../state/survey.tsx'
import { usePickFile } from '../../ui/file-picker.tsx'
import { useWords } from '../../ui/words.tsx'

export function StartScreen({ onOpened }: { readonly onOpened: (survey: OpenedSurvey) => void }) {
  const words = useWords()
  const core = useCore()
  const pick = usePickFile()
  const [problem, setProblem] = useState<string | null>(null)
  const open = async ({ file, name }: PickedFile): Promise<void> => {
    const opened = await core.survey.open({ file, mode: 'write' })
    if (!opened.ok) {
      setProblem(words.refusal(opened.refusal))
      return
    }
    const id = opened.value.survey
    const info = unwrap(await core.survey.info({ survey: id }))
    onOpened({ id, file, name, readOnly: null, info })
  }
  const choose = async (): Promise<void> => {
    const picked = await pick({ mode: 'open', title: words.word('start.open'), endings: ['gpkg'] })
    if (picked !== null) await open(picked)
  }
  return (
    <Space orientation="vertical">
      <h1>{words.word('start.title')}</h1>
      {problem === null ? null : <Alert type="warning" title={problem} />}
      <Button type="primary" onClick={() => void choose()}>
        {words.word('start.open')}
      </Button>
    </Space>
  )
}
