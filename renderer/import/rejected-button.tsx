import { App, Button } from 'antd'
import { useCore } from '../state/core-context.ts'
import { useJobs } from '../state/jobs.tsx'
import { useSurvey } from '../state/survey.tsx'
import { usePickFile } from '../ui/file-picker.tsx'
import { useWords } from '../ui/words.tsx'
import { countText, wizardRefusal } from './import-words.ts'

/** Writes the rejected records of a batch to be mended in Excel or GIS and imported again. */
export function RejectedButton(props: {
  readonly batch: number
  readonly rejected: number
  readonly size?: 'small' | 'middle'
}) {
  const { batch, rejected, size = 'middle' } = props
  const words = useWords()
  const core = useCore()
  const { run } = useJobs()
  const { survey } = useSurvey()
  const pick = usePickFile()
  const { message, modal } = App.useApp()
  const write = async (force: boolean, picked: { readonly file: string; readonly name: string }): Promise<void> => {
    const end = await run('import.job.rejected', (signal) =>
      core.imports.writeRejected({ survey: survey.id, batch, to: picked.file, force }, { signal }),
    )
    if (end === 'cancelled') return
    if (end.ok) {
      void message.success(words.word('import.rejected.written', { name: picked.name, count: end.value.records }))
      return
    }
    if (end.refusal.code !== 'target.exists') {
      void modal.warning({ title: wizardRefusal(words, end.refusal, picked.name) })
      return
    }
    void modal.confirm({
      title: words.word('import.rejected.replace', { name: picked.name }),
      onOk: () => write(true, picked),
    })
  }
  const choose = async (): Promise<void> => {
    const picked = await pick({
      mode: 'save',
      title: words.word('import.rejected.save'),
      endings: ['zip'],
      suggestedName: `${words.word('import.rejected.name', { batch })}.zip`,
    })
    if (picked !== null) await write(false, picked)
  }
  return (
    <Button size={size} onClick={() => void choose()} title={words.word('import.rejected.advice')}>
      {words.word('import.rejected.write', { count: countText(words, rejected) })}
    </Button>
  )
}
