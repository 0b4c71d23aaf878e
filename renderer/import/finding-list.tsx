import { Button, Tag } from 'antd'
import type { Finding, ImportedLayer } from '../../shared/contract/answers.ts'
import { useWords } from '../ui/words.tsx'
import { codeTitle, countText, findingText } from './import-words.ts'

const RANK = { error: 0, warning: 1, info: 2 } as const
const COLOUR = { error: 'red', warning: 'orange', info: 'blue' } as const

/** Findings by code, the worst first, each with its first records; `onShow` looks at their places. */
export function FindingList(props: {
  readonly layer: Pick<ImportedLayer, 'findings' | 'targetCrs'>
  readonly file: string
  readonly shown: string | null
  readonly onShow: ((code: string, records: readonly number[]) => void) | null
}) {
  const { word } = useWords()
  const findings = props.layer.findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
  if (findings.length === 0) return <p>{word('import.no-findings')}</p>
  const isDrawn = props.layer.targetCrs !== null
  return (
    <ul className="import-findings">
      {findings.map((finding) => (
        <FindingRow
          key={finding.code}
          finding={finding}
          file={props.file}
          isShown={props.shown === finding.code}
          onShow={isDrawn ? props.onShow : null}
        />
      ))}
    </ul>
  )
}

function FindingRow(props: {
  readonly finding: Finding
  readonly file: string
  readonly isShown: boolean
  readonly onShow: ((code: string, records: readonly number[]) => void) | null
}) {
  const words = useWords()
  const { finding, file, isShown, onShow } = props
  const { code, severity, count, examples } = finding
  const records = examples.flatMap(({ record }) => record ?? [])
  return (
    <li className={isShown ? 'import-finding-shown' : undefined}>
      <Tag color={COLOUR[severity]}>{words.word(`severity.${severity}`)}</Tag>
      <div>
        <span>
          {codeTitle(words, code, file, examples[0]?.params ?? {})}{' '}
          <strong>{words.word('import.finding.count', { count: countText(words, count) })}</strong>{' '}
          <code className="import-quiet">{code}</code>
        </span>
        {examples
          .filter(({ record }) => record !== null)
          .map(({ record, params }) => (
            <span key={record} className="import-quiet import-example">
              {words.word('import.record', { record: record ?? 0 })}
              {examplePart(findingText(words, code, file, params, record), codeTitle(words, code, file, params))}
            </span>
          ))}
      </div>
      {onShow === null || records.length === 0 ? null : (
        <Button size="small" type={isShown ? 'primary' : 'default'} onClick={() => onShow(code, records)}>
          {words.word('import.show-places')}
        </Button>
      )}
    </li>
  )
}

/** What the record's own sentence adds to the title. */
const examplePart = (text: string, title: string): string => (text === title ? '' : ` · ${text}`)
