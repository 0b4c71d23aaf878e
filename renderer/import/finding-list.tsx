import { Button } from 'antd'
import type { Finding, ImportedLayer } from '../../shared/contract/answers.ts'
import { Mark } from '../ui/mark.tsx'
import { useWords, type Words } from '../ui/words.tsx'
import { codeTitle, countText, findingText } from './import-words.ts'

const RANK = { error: 0, warning: 1, info: 2 } as const

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
  const title = titleOf(words, finding, file)
  return (
    <li className={isShown ? 'import-finding-shown' : undefined}>
      <Mark tone={severity}>{words.word(`severity.${severity}`)}</Mark>
      <div>
        <span>
          {title} <strong>{words.word('import.finding.count', { count: countText(words, count) })}</strong>{' '}
          <code className="import-quiet">{code}</code>
        </span>
        {examples
          .filter(({ record }) => record !== null)
          .map(({ record, params }) => (
            <span key={record} className="import-quiet import-example">
              {exampleText(words, findingText(words, code, file, params, record), title, record ?? 0)}
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

/** What is true of all of them; the first one's own figures only where the text says nothing without them. */
function titleOf(words: Words, { code, examples }: Finding, file: string): string {
  const [first] = examples
  const general = codeTitle(words, code, file, {})
  return first !== undefined && (first.record === null || general.includes('{'))
    ? codeTitle(words, code, file, first.params)
    : general
}

function exampleText(words: Words, text: string, title: string, record: number): string {
  const name = words.word('import.record', { record })
  return text === title ? name : text.startsWith(name) ? text : `${name} · ${text}`
}
