import { DeleteOutlined, FileOutlined, FolderOpenOutlined, InboxOutlined, UploadOutlined } from '@ant-design/icons'
import { Alert, Button, Progress, Space, Spin } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { door } from '../state/door.ts'
import { usePickFile } from '../ui/file-picker.tsx'
import { Mark } from '../ui/mark.tsx'
import { hasFiles } from '../ui/stray-drops.ts'
import { useWords } from '../ui/words.tsx'
import { useImportActions } from './actions.ts'
import { EncodingButtons } from './encoding-buttons.tsx'
import { countText, wizardRefusal } from './import-words.ts'
import { arrivalsOf, arrivalsOfList, mainEndings } from './receive-files.ts'
import { SheetChoice } from './sheet-choice.tsx'
import type { Source } from './wizard.ts'
import { useWizard } from './wizard-store.ts'

/** Bringing files to the window: drop, choose or send; each is looked into at once. */
export function FilesStep() {
  const words = useWords()
  const { wizard } = useWizard()
  return (
    <div className="import-files">
      <DropPlace />
      {wizard.problem === null ? null : (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={wizardRefusal(words, wizard.problem, wizard.problem.file ?? '')}
        />
      )}
      {wizard.receiving === null ? null : (
        <div role="status">
          {words.word('import.receiving', wizard.receiving)}
          <Progress
            size="small"
            aria-label={words.word('import.receiving', wizard.receiving)}
            percent={Math.floor((100 * wizard.receiving.done) / Math.max(1, wizard.receiving.total))}
          />
        </div>
      )}
      <ul className="import-sources" aria-label={words.word('import.sources')}>
        {wizard.sources.map((source) => (
          <SourceRow key={source.key} source={source} />
        ))}
      </ul>
    </div>
  )
}

function DropPlace() {
  const { word } = useWords()
  const { arrive, add } = useImportActions()
  const pick = usePickFile()
  const [isOver, setOver] = useState(false)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    if (hasFiles(event.dataTransfer)) void arrive(arrivalsOf(event.dataTransfer))
  }
  const choose = async (): Promise<void> => {
    const picked = await pick({ mode: 'open', title: word('import.choose'), endings: [...mainEndings] })
    if (picked !== null) await add([picked])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the pointer; the buttons inside are the keyboard's way
    <div
      className={isOver ? 'import-drop import-drop-over' : 'import-drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <InboxOutlined className="import-drop-icon" />
      <strong>{word('import.drop')}</strong>
      <span className="import-quiet">{word('import.drop.kinds')}</span>
      <Space wrap>
        <Button type="primary" icon={<FolderOpenOutlined />} onClick={() => void choose()}>
          {word('import.choose')}
        </Button>
        {door.kind === 'electron' ? null : (
          <>
            <Button icon={<UploadOutlined />} onClick={() => files.current?.click()}>
              {word('import.send-files')}
            </Button>
            <Button icon={<UploadOutlined />} onClick={() => folder.current?.click()}>
              {word('import.send-folder')}
            </Button>
          </>
        )}
      </Space>
      <SendInput refTo={files} isFolder={false} />
      <SendInput refTo={folder} isFolder={true} />
    </div>
  )
}

function SendInput(props: { readonly refTo: React.RefObject<HTMLInputElement | null>; readonly isFolder: boolean }) {
  const { word } = useWords()
  const { arrive } = useImportActions()
  return (
    <input
      ref={props.refTo}
      type="file"
      multiple
      hidden
      aria-label={word(props.isFolder ? 'import.send-folder' : 'import.send-files')}
      data-kind={props.isFolder ? 'folder' : 'files'}
      {...(props.isFolder ? { webkitdirectory: '' } : {})}
      onChange={(event) => {
        const list = event.target.files
        const arrivals = list === null ? [] : arrivalsOfList(list)
        event.target.value = ''
        if (arrivals.length > 0) void arrive(arrivals)
      }}
    />
  )
}

function SourceRow({ source }: { readonly source: Source }) {
  const words = useWords()
  const { word } = words
  const { change } = useWizard()
  const { again } = useImportActions()
  const layers = source.examined?.layers ?? []
  const records = layers.reduce((sum, layer) => sum + layer.records, 0)
  return (
    <li className="import-source">
      <div className="import-source-head">
        <FileOutlined />
        <strong className="import-name" title={source.name}>
          {source.name}
        </strong>
        {source.state === 'reading' ? (
          <span role="status">
            <Spin size="small" /> {word('import.reading')}
          </span>
        ) : null}
        {source.state === 'ready' ? (
          <Mark tone="good">{word('import.found', { layers: layers.length, records: countText(words, records) })}</Mark>
        ) : null}
        {source.state === 'refused' ? <Mark tone="warning">{word('import.unusable')}</Mark> : null}
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={word('import.remove', { name: source.name })}
          onClick={() =>
            change((before) => ({
              ...before,
              trial: null,
              sources: before.sources.filter(({ key }) => key !== source.key),
            }))
          }
        />
      </div>
      {source.refusal === null ? null : (
        <Alert
          type="warning"
          role="alert"
          title={wizardRefusal(words, source.refusal, source.name)}
          description={
            source.refusal.code.startsWith('encoding.') ? (
              <EncodingButtons
                proposals={source.refusal.proposals ?? ['UTF-8', 'GB18030']}
                onChosen={(encoding) => void again(source, { encoding })}
              />
            ) : null
          }
        />
      )}
      {(source.examined?.findings ?? []).map(({ code, detail }) => (
        <Alert
          key={`${code} ${JSON.stringify(detail)}`}
          type="info"
          title={wizardRefusal(words, { code, params: detail ?? {} }, source.name)}
        />
      ))}
      {(source.examined?.tables.length ?? 0) > 0 ? <SheetChoice source={source} /> : null}
    </li>
  )
}
