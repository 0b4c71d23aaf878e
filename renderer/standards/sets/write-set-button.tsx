import { App, Button, Dropdown } from 'antd'
import type { StandardSetLine } from '../../../shared/contract/standards-answers.ts'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useWords } from '../../ui/words.tsx'
import { refOf, refText } from '../set-words.ts'
import { useWriteFile } from '../use-write-file.ts'

/** Writes a version as JSON or xlsx. */
export function WriteSetButton({ line }: { readonly line: StandardSetLine }) {
  const { word, language } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { message } = App.useApp()
  const write = useWriteFile()
  const start = (ending: string): Promise<void> =>
    write({
      title: word('standards.write'),
      ending,
      name: refText(line).replace('@', '-'),
      start: (to, force, signal) =>
        core.standards.write({ survey: survey.id, ...refOf(refText(line)), to, force, language }, { signal }),
    })
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: ['json', 'xlsx'].map((key) => ({ key, label: word(`standards.write.${key}`) })),
        onClick: ({ key }) => void start(key).catch(() => message.error(word('window.fault'))),
      }}
    >
      <Button>{word('standards.write')}</Button>
    </Dropdown>
  )
}
