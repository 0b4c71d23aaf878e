import { Alert, Descriptions } from 'antd'
import { isMendTable } from '../../shared/model/layers.ts'
import { Mark } from '../ui/mark.tsx'
import { useWords } from '../ui/words.tsx'
import { CrsDoctor } from './crs-doctor.tsx'
import { EncodingChoice } from './encoding-choice.tsx'
import { codeTitle, countText } from './import-words.ts'
import { useTarget } from './target.ts'
import { fieldsOf, type Item, obstaclesOf, planOf } from './wizard.ts'

/** What a layer holds and what has to be answered about it. */
export function LayerDetail({ item }: { readonly item: Item }) {
  const words = useWords()
  const { word } = words
  const { crs, county } = useTarget()
  const { layer, choice } = item
  const obstacles = choice.isChosen ? obstaclesOf(item, crs, county) : []
  const counts: readonly (readonly [string, number])[] = [
    ['import.count.records', layer.records],
    ['import.count.deleted', layer.deletedRecords],
    ['import.count.unreadable', unreadableOf(item)],
    ['import.count.invalid', layer.invalid],
    ['import.count.fields', layer.fields.length],
  ]
  return (
    <section className="import-detail" aria-label={layer.name}>
      <h2 className="import-detail-title">{layer.name}</h2>
      {obstacles.includes('kind') ? <Alert type="warning" title={word('import.obstacle.kind')} /> : null}
      {obstacles.includes('shapes') ? <Alert type="warning" title={word('import.obstacle.shapes')} /> : null}
      {isMendTable(layer) ? <Alert type="info" title={word('import.mends')} /> : null}
      {layer.records === 0 ? <Alert type="info" title={word('import.obstacle.empty')} /> : null}
      <Descriptions
        size="small"
        column={5}
        items={counts.map(([code, count]) => ({ key: code, label: word(code), children: countText(words, count) }))}
      />
      <LayerFindings item={item} />
      <EncodingChoice item={item} />
      <CrsDoctor item={item} />
      <FieldTags item={item} />
    </section>
  )
}

const unreadableOf = ({ layer }: Item): number =>
  layer.findings.find(({ code }) => code === 'record.unreadable')?.count ?? 0

/** Encoding and system have places of their own. */
const isTold = (code: string): boolean => /^crs\.(missing|axes|contradiction|other|unsupported)|^encoding\./.test(code)

function LayerFindings({ item }: { readonly item: Item }) {
  const words = useWords()
  const { layer, source } = item
  const findings = layer.findings.filter(({ code }) => !isTold(code))
  if (findings.length === 0) return null
  return (
    <ul className="import-findings" aria-label={words.word('import.noticed')}>
      {findings.map(({ code, severity, count, examples, detail }) => (
        <li key={`${code} ${JSON.stringify(detail)}`}>
          <Mark tone={severity}>{words.word(`severity.${severity}`)}</Mark>
          <span>{codeTitle(words, code, source.name, reasonOf(item, code, detail ?? {}))}</span>
          <span className="import-quiet">
            {examples.length === 0
              ? ''
              : words.word('import.records', {
                  count: countText(words, count),
                  records: examples.map(({ record }) => record).join(', '),
                })}
          </span>
        </li>
      ))}
    </ul>
  )
}

function reasonOf(
  { layer }: Item,
  code: string,
  detail: Readonly<Record<string, string | number>>,
): Readonly<Record<string, string | number>> {
  const reason = code === 'record.unreadable' ? layer.unreadable[0]?.reason : undefined
  return reason === undefined ? detail : { ...detail, reason }
}

function FieldTags({ item }: { readonly item: Item }) {
  const { word } = useWords()
  const plan = planOf(item)
  const unknown = new Set(plan?.unknown ?? [])
  const fields = fieldsOf(item)
  if (fields.length === 0) return <Alert type="warning" title={word('import.no-fields')} />
  return (
    <div>
      <h3 className="import-part">{word('import.fields')}</h3>
      {fields.map(({ name }) => (
        <Mark key={name} tone={plan === null || unknown.has(name) ? 'plain' : 'good'}>
          {name}
        </Mark>
      ))}
      <p className="import-quiet">{word('import.fields.advice')}</p>
    </div>
  )
}
