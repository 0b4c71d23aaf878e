import { App } from 'antd'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { usePickFile } from '../../ui/file-picker.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'

/** Takes in a legend that another survey or a spreadsheet has, after it was said what that changes. */
export function ReadLegendButton() {
  const { word, refusal } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const pick = usePickFile()
  const { message, modal } = App.useApp()
  const read = async (): Promise<void> => {
    const picked = await pick({ mode: 'open', title: word('legend.read'), endings: ['xlsx', 'json'] })
    if (picked === null) return
    const request = { survey: survey.id, file: picked.file }
    const look = await core.planningLegend.read({ ...request, dryRun: true })
    if (!look.ok) {
      void message.error(refusal(look.refusal))
      return
    }
    const { changed } = look.value
    if (changed === 0) {
      void message.info(word('legend.read.none', { name: picked.name }))
      return
    }
    modal.confirm({
      title: word('legend.read.ask', { name: picked.name, number: changed }),
      okText: word('legend.read.yes'),
      cancelText: word('planning.cancel'),
      onOk: async () => {
        const done = await core.planningLegend.read({ ...request, dryRun: false })
        if (done.ok) void message.success(word('legend.read.done', { number: done.value.changed }))
        else void message.error(refusal(done.refusal))
      },
    })
  }
  return (
    <WriteButton onClick={() => void read().catch(() => message.error(word('window.fault')))}>
      {word('legend.read')}
    </WriteButton>
  )
}
