import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Spin } from 'antd'
import { useState } from 'react'
import type { Restored, SnapshotPreview } from '../../../shared/contract/backups.ts'
import { entrySentence, timeText } from '../../../shared/lang/history-sentences.ts'
import { useCore } from '../../state/core-context.ts'
import { useJobs } from '../../state/jobs.tsx'
import { Refused, unwrap } from '../../state/outcome.ts'
import { Fault } from '../../ui/fault.tsx'
import { usePickFile } from '../../ui/file-picker.tsx'
import { useWords } from '../../ui/words.tsx'

/** Restoring over the survey's own file. */
export interface InPlace {
  /** Why it cannot be; null: it can. */
  readonly whyNot: string | null
  /** Lets go of the file. */
  before(): Promise<void>
  /** It came to nothing, and the file has been let go of; null: the user stopped it. */
  failed(refused: Refused | null): void
}

/** What a snapshot holds, beside the survey as it is now; nothing happens before a button is pressed. */
export function PreviewPanel(props: {
  readonly snapshot: string
  readonly file: string
  readonly name: string
  readonly survey: string | null
  readonly inPlace: InPlace
  readonly onRestored: (restored: Restored) => void
}) {
  const { snapshot, file, name, survey, inPlace, onRestored } = props
  const { word } = useWords()
  const core = useCore()
  const jobs = useJobs()
  const pick = usePickFile()
  const [problem, setProblem] = useState<Refused | null>(null)
  const [isWorking, setWorking] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['snapshot', snapshot, survey],
    queryFn: async ({ signal }) => unwrap(await core.backups.preview({ snapshot, survey }, { signal })),
    staleTime: 0,
  })
  const restore = async (to: string): Promise<void> => {
    setWorking(true)
    try {
      const isInPlace = to === file
      if (isInPlace) await inPlace.before()
      const end = await jobs.run('snapshot.restore.working', (signal) =>
        core.backups.restore({ snapshot, file, to }, { signal }),
      )
      const refused = end === 'cancelled' || end.ok ? null : new Refused(end.refusal)
      setProblem(refused)
      if (end !== 'cancelled' && end.ok) onRestored(end.value)
      else if (isInPlace) inPlace.failed(refused)
    } finally {
      setWorking(false)
    }
  }
  const restoreToNew = async (): Promise<void> => {
    const picked = await pick({
      mode: 'save',
      title: word('snapshot.restore.new'),
      endings: ['gpkg'],
      suggestedName: name.replace(/(\.gpkg)?$/i, ' 2.gpkg'),
    })
    if (picked !== null) await restore(picked.file)
  }
  if (error !== null) return <Fault error={error} />
  if (data === undefined) return <Spin description={word('snapshot.looking')} />
  return (
    <div className="backups-preview">
      {problem === null ? null : <Fault error={problem} />}
      <Contents preview={data} />
      {inPlace.whyNot === null ? (
        <Alert type="info" title={word('snapshot.restore.explain')} />
      ) : (
        <Alert type="warning" title={word('snapshot.restore.read-only')} description={inPlace.whyNot} />
      )}
      <div className="backups-actions">
        <Button
          type="primary"
          loading={isWorking}
          disabled={inPlace.whyNot !== null}
          onClick={() => void restore(file)}
        >
          {word('snapshot.restore')}
        </Button>
        <Button disabled={isWorking} onClick={() => void restoreToNew()}>
          {word('snapshot.restore.new')}
        </Button>
      </div>
    </div>
  )
}

function Contents({ preview }: { readonly preview: SnapshotPreview }) {
  const { word, language } = useWords()
  const { lastEntry, now } = preview
  const nowOf = (name: string): number | undefined => now?.layers.find((layer) => layer.name === name)?.count
  const title = (name: string): string => {
    const code = `layer.${name}`
    return word(code) === code ? word(`table.${name}`) : word(code)
  }
  return (
    <>
      {lastEntry === null ? null : (
        <p>
          {word('snapshot.last', {
            time: timeText(lastEntry.at, language),
            sentence: entrySentence(lastEntry, language),
          })}
        </p>
      )}
      {now === null ? null : (
        <p>
          {now.entriesSince === null ? word('snapshot.other') : word('snapshot.since', { count: now.entriesSince })}
        </p>
      )}
      <table className="backups-table">
        <thead>
          <tr>
            <th scope="col">{word('snapshot.table.layer')}</th>
            <th scope="col">{word('snapshot.table.then')}</th>
            {now === null ? null : <th scope="col">{word('snapshot.table.now')}</th>}
          </tr>
        </thead>
        <tbody>
          {preview.layers.map(({ name, count }) => (
            <tr key={name} className={now !== null && nowOf(name) !== count ? 'backups-differs' : ''}>
              <th scope="row">{title(name)}</th>
              <td>{count.toLocaleString('en-US')}</td>
              {now === null ? null : <td>{nowOf(name)?.toLocaleString('en-US')}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
