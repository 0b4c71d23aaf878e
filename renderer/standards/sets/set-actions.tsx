import { Button, Space } from 'antd'
import { useState } from 'react'
import type { StandardSetLine } from '../../../shared/contract/standards-answers.ts'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { goTo } from '../../state/section.ts'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { useDrafts } from '../draft/draft-store.ts'
import { StartDialog } from '../draft/start-dialog.tsx'
import { refText } from '../set-words.ts'
import { AdoptDialog } from './adopt-dialog.tsx'
import { WriteSetButton } from './write-set-button.tsx'

/** What can be done with one version of a set. */
export function SetActions(props: {
  readonly set: StandardSet
  readonly line: StandardSetLine
  readonly lines: readonly StandardSetLine[]
}) {
  const { set, line, lines } = props
  const { word } = useWords()
  const { drafts, put } = useDrafts()
  const [starting, setStarting] = useState<StandardSet | null>(null)
  const [isAdopting, setAdopting] = useState(false)
  const isOwnDraft = line.version !== null && line.status === 'draft'
  const edit = (): void => {
    if (!(set.id in drafts)) put(set)
    goTo('standards', { view: 'sets', edit: set.id })
  }
  return (
    <Space wrap>
      {isOwnDraft ? (
        <>
          <WriteButton type="primary" onClick={() => setAdopting(true)}>
            {word('standards.adopt')}
          </WriteButton>
          <Button onClick={edit}>{word('standards.draft.continue')}</Button>
        </>
      ) : null}
      <Button type={isOwnDraft ? 'default' : 'primary'} onClick={() => setStarting(set)}>
        {word('standards.draft.start')}
      </Button>
      <Button onClick={() => goTo('standards', { view: 'effects', sets: effectsOf(line, lines) })}>
        {word('standards.effects.open')}
      </Button>
      <WriteSetButton line={line} />
      <StartDialog set={starting} lines={lines} onClose={() => setStarting(null)} />
      {isAdopting ? <AdoptDialog line={line} lines={lines} onClose={() => setAdopting(false)} /> : null}
    </Space>
  )
}

/** This one first, then the one in force, to see the difference. */
function effectsOf(line: StandardSetLine, lines: readonly StandardSetLine[]): string {
  const inForce = lines.find(({ isDefault }) => isDefault)
  return [...new Set([line, ...(inForce === undefined ? [] : [inForce])].map(refText))].join(' ')
}
