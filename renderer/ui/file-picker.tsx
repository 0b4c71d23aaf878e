import { FileOutlined, FolderOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Input, Space } from 'antd'
import { useCallback, useState } from 'react'
import type { FolderEntry } from '../../shared/contract/files.ts'
import { withEnding } from '../../shared/formats/file-ending.ts'
import type { Client } from '../state/client.ts'
import { useCore } from '../state/core-context.ts'
import { door, type PickedFile, type PickRequest } from '../state/door.ts'
import { Refused, unwrap } from '../state/outcome.ts'
import './file-picker.css'
import { useWords, type Words } from './words.tsx'

export type PickFile = (request: PickRequest) => Promise<PickedFile | null>

/** Asks the user for a file: the system's dialog in Electron, the folders that the host shares in a browser. null: none. */
export function usePickFile(): PickFile {
  const core = useCore()
  const words = useWords()
  const { modal } = App.useApp()
  return useCallback(
    (request) => {
      if (door.kind === 'electron') return door.pick(request)
      return new Promise((resolve) => {
        const answer = (picked: PickedFile | null): void => {
          dialog.destroy()
          resolve(picked)
        }
        const dialog = modal.info({
          icon: null,
          title: request.title,
          width: 640,
          footer: null,
          closable: true,
          onCancel: () => resolve(null),
          content: <FolderView core={core} words={words} request={request} onPicked={answer} />,
        })
      })
    },
    [core, words, modal],
  )
}

/** Modals stand outside the providers of the page, so what it needs is handed over. */
function FolderView(props: {
  readonly core: Client
  readonly words: Words
  readonly request: PickRequest
  readonly onPicked: (picked: PickedFile) => void
}) {
  const { core, words, request, onPicked } = props
  const [folder, setFolder] = useState<string | null>(null)
  const [name, setName] = useState(request.suggestedName ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const { data, error } = useQuery({
    queryKey: ['folder', folder],
    queryFn: async () => unwrap(await core.files.list({ folder })),
    staleTime: 0,
  })
  const why = folder === null && request.mode !== 'open' ? words.word('picker.enter') : null
  const fits = (entry: FolderEntry): boolean =>
    entry.kind === 'folder' ||
    (request.mode !== 'folder' &&
      (request.endings.length === 0 ||
        request.endings.some((ending) => entry.name.toLowerCase().endsWith(`.${ending}`))))
  const save = async (): Promise<void> => {
    if (folder === null || name.trim() === '') return
    const whole = withEnding(name.trim(), request.endings)
    const named = await core.files.name({ folder, name: whole })
    if (named.ok) onPicked({ file: named.value.file, name: whole })
    else setProblem(words.refusal(named.refusal))
  }
  return (
    <div className="file-picker">
      {error instanceof Refused ? <Alert type="error" title={words.refusal(error.refusal)} /> : null}
      {problem === null ? null : <Alert type="warning" title={problem} />}
      <Space>
        <Button size="small" disabled={folder === null} onClick={() => setFolder(data?.parent ?? null)}>
          {words.word('picker.up')}
        </Button>
        <span>{data?.name ?? words.word('picker.roots')}</span>
      </Space>
      <ul className="file-picker-list">
        {(data?.entries ?? []).filter(fits).map((entry) => (
          <li key={entry.file}>
            <button
              type="button"
              onClick={() =>
                entry.kind === 'folder'
                  ? setFolder(entry.file)
                  : request.mode === 'save'
                    ? setName(entry.name)
                    : onPicked({ file: entry.file, name: entry.name })
              }
            >
              {entry.kind === 'folder' ? <FolderOutlined /> : <FileOutlined />} {entry.name}
            </button>
          </li>
        ))}
      </ul>
      {data !== undefined && !data.entries.some(fits) ? (
        <p className="file-picker-why">
          {request.endings.length === 0
            ? words.word('picker.empty')
            : words.word('picker.none', { endings: request.endings.map((ending) => `.${ending}`).join(' ') })}
        </p>
      ) : null}
      {why === null ? null : <p className="file-picker-why">{why}</p>}
      {request.mode === 'save' ? (
        <Space.Compact block>
          <Input
            aria-label={words.word('picker.name')}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={() => void save()}
          />
          <Button type="primary" disabled={folder === null || name.trim() === ''} onClick={() => void save()}>
            {words.word('picker.save')}
          </Button>
        </Space.Compact>
      ) : null}
      {request.mode === 'folder' ? (
        <Button
          type="primary"
          disabled={folder === null}
          onClick={() => folder !== null && onPicked({ file: folder, name: data?.name ?? '' })}
        >
          {words.word('picker.choose-folder')}
        </Button>
      ) : null}
    </div>
  )
}
