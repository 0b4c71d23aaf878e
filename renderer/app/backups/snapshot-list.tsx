import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Spin, Tag } from 'antd'
import { useState } from 'react'
import type { Restored, SnapshotInfo } from '../../../shared/contract/backups.ts'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { type InPlace, PreviewPanel } from './preview-panel.tsx'
import './backups.css'

/** Snapshots of a survey file: what each holds, and the ways to restore it. */
export function SnapshotList(props: {
  /** The survey's file. */
  readonly file: string
  readonly name: string
  /** To compare with; null where it cannot be opened. */
  readonly survey: string | null
  readonly queryKey: readonly unknown[]
  readonly inPlace: InPlace
  readonly onRestored: (restored: Restored) => void
  /** Said where there is none. */
  readonly none: string
}) {
  const { file, name, survey, queryKey, inPlace, onRestored, none } = props
  const { word, language } = useWords()
  const core = useCore()
  const [looked, look] = useState<SnapshotInfo | null>(null)
  const { data, error } = useQuery({
    queryKey: [...queryKey, 'snapshots', file],
    queryFn: async () => unwrap(await core.backups.list({ file })),
    staleTime: 0,
  })
  if (error !== null) return <Fault error={error} />
  if (data === undefined) return <Spin />
  if (data.length === 0) return <p className="backups-quiet">{none}</p>
  return (
    <>
      <ul className="backups-list">
        {data.map((snapshot) => (
          <li key={snapshot.snapshot}>
            <time dateTime={snapshot.at}>{timeText(snapshot.at, language)}</time>
            <span className="backups-quiet">{word('snapshot.size', { size: (snapshot.bytes / 1e6).toFixed(1) })}</span>
            {snapshot.kind === 'migration' ? <Tag>{word('snapshot.migration')}</Tag> : <span />}
            <Button
              size="small"
              aria-label={`${word('snapshot.look')} ${timeText(snapshot.at, language)}`}
              onClick={() => look(snapshot)}
            >
              {word('snapshot.look')}
            </Button>
          </li>
        ))}
      </ul>
      <Modal
        open={looked !== null}
        title={looked === null ? '' : timeText(looked.at, language)}
        footer={null}
        width={640}
        destroyOnHidden
        onCancel={() => look(null)}
      >
        {looked === null ? null : (
          <PreviewPanel
            snapshot={looked.snapshot}
            file={file}
            name={name}
            survey={survey}
            inPlace={inPlace}
            onRestored={(restored) => {
              look(null)
              onRestored(restored)
            }}
          />
        )}
      </Modal>
    </>
  )
}
