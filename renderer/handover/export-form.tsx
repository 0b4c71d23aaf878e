import { Alert, Button, Card, Checkbox, Form, Input, Radio, Space } from 'antd'
import { useState } from 'react'
import type { ExportedFile } from '../../shared/contract/answers.ts'
import type { Refusal } from '../../shared/contract/outcome.ts'
import { useCore } from '../state/core-context.ts'
import type { PickedFile } from '../state/door.ts'
import { useJobs } from '../state/jobs.tsx'
import { goTo } from '../state/section.ts'
import { useSurvey } from '../state/survey.tsx'
import { usePickFile } from '../ui/file-picker.tsx'
import { ReadOnlyNote } from '../ui/read-only.tsx'
import { useWords } from '../ui/words.tsx'
import { WriteButton } from '../ui/write-button.tsx'
import { ExportResult } from './export-result.tsx'

const formats = ['package', 'geopackage', 'shapefile', 'geojson', 'xlsx'] as const
type Format = (typeof formats)[number]
/** The ending of a format's one file; null: a folder with a file for each layer. */
const endings: Readonly<Record<Format, string | null>> = {
  package: 'zip',
  geopackage: 'gpkg',
  shapefile: null,
  geojson: null,
  xlsx: 'xlsx',
}
const carriesNumbers = (format: Format): boolean => format === 'shapefile' || format === 'xlsx'

interface Choice {
  readonly format: Format
  readonly personal: boolean
  readonly purpose?: string
  readonly allowBlocking: boolean
  readonly replace: boolean
}

type End =
  | { readonly kind: 'done'; readonly target: PickedFile; readonly answer: ExportedFile }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'cancelled' }

/** On a small screen the end of an export would be below the edge, as if nothing had happened. */
function showOutcome(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

export function ExportForm() {
  const words = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { run, running } = useJobs()
  const pick = usePickFile()
  const [form] = Form.useForm<Choice>()
  const format = Form.useWatch('format', form) ?? 'package'
  const personal = Form.useWatch('personal', form) ?? false
  const [end, setEnd] = useState<End | null>(null)

  const start = async (choice: Choice): Promise<void> => {
    const ending = endings[choice.format]
    const stem = survey.name.replace(/\.gpkg$/i, '')
    const name = words.word(`handover.format.${choice.format}`)
    const target = await pick({
      mode: 'save',
      title: words.word('handover.where'),
      endings: ending === null ? [] : [ending],
      suggestedName: `${stem}-${name}${ending === null ? '' : `.${ending}`}`,
    })
    if (target === null) return
    setEnd(null)
    const purpose = carriesNumbers(choice.format) && choice.personal ? (choice.purpose ?? '').trim() : null
    const request = {
      survey: survey.id,
      to: target.file,
      format: choice.format,
      purpose,
      allowBlocking: choice.allowBlocking,
      force: choice.replace,
    }
    const ended = await run('handover.running', (signal) => core.handover.export(request, { signal }))
    if (ended === 'cancelled') setEnd({ kind: 'cancelled' })
    else if (ended.ok) setEnd({ kind: 'done', target, answer: ended.value })
    else setEnd({ kind: 'refused', refusal: ended.refusal })
  }

  return (
    <Card title={words.word('handover.export')}>
      <ReadOnlyNote title={words.word('handover.read-only')} />
      <Form<Choice>
        form={form}
        layout="vertical"
        disabled={survey.readOnly !== null}
        initialValues={{ format: 'package', personal: false, allowBlocking: false, replace: false }}
        onFinish={(choice) => void start(choice)}
      >
        <Form.Item name="format" label={words.word('handover.format')}>
          <Radio.Group className="handover-formats">
            {formats.map((each) => (
              <Radio key={each} value={each}>
                <strong>{words.word(`handover.format.${each}`)}</strong>
                <div className="handover-for">{words.word(`handover.format.${each}.for`)}</div>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <Form.Item hidden={!carriesNumbers(format)} name="personal" valuePropName="checked" noStyle>
          <Checkbox>{words.word('handover.personal')}</Checkbox>
        </Form.Item>
        {carriesNumbers(format) && personal ? (
          <Form.Item
            name="purpose"
            label={words.word('handover.purpose')}
            rules={[{ required: true, whitespace: true, message: words.word('handover.purpose.needed') }]}
          >
            <Input />
          </Form.Item>
        ) : null}
        <Form.Item hidden={format !== 'package'} name="allowBlocking" valuePropName="checked" noStyle>
          <Checkbox>{words.word('handover.allow-blocking')}</Checkbox>
        </Form.Item>
        <Form.Item name="replace" valuePropName="checked">
          <Checkbox>{words.word('handover.replace')}</Checkbox>
        </Form.Item>
        <WriteButton
          type="primary"
          htmlType="submit"
          loading={running.some(({ title }) => title === 'handover.running')}
        >
          {words.word('handover.start')}
        </WriteButton>
      </Form>
      {end === null ? null : (
        <div className="handover-end" ref={showOutcome}>
          {endOf(end)}
        </div>
      )}
    </Card>
  )

  function endOf(ended: End) {
    switch (ended.kind) {
      case 'done':
        return <ExportResult target={ended.target} answer={ended.answer} />
      case 'cancelled':
        return <Alert type="info" title={words.word('handover.cancelled')} />
      case 'refused':
        return (
          <Alert
            type="error"
            showIcon
            title={words.refusal(ended.refusal)}
            action={
              ended.refusal.code === 'export.blocked' ? (
                <Space>
                  <Button size="small" onClick={() => goTo('quality')}>
                    {words.word('handover.go-check')}
                  </Button>
                </Space>
              ) : null
            }
          />
        )
    }
  }
}
