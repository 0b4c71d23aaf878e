import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons'
import { Checkbox, Empty, Select } from 'antd'
import { useState } from 'react'
import { layers } from '../../shared/model/layers.ts'
import { Mark } from '../ui/mark.tsx'
import { useWords } from '../ui/words.tsx'
import { mapFor } from './actions.ts'
import { countText } from './import-words.ts'
import { LayerDetail } from './layer-detail.tsx'
import { useTarget } from './target.ts'
import { type Item, itemKey, itemsOf, kindsFor, obstaclesOf } from './wizard.ts'
import { useWizard, withChoice } from './wizard-store.ts'

/** Every layer of the files, and beside it what is to be answered about the one that is looked at. */
export function LayersStep() {
  const { word } = useWords()
  const { wizard } = useWizard()
  const { crs, county } = useTarget()
  const items = itemsOf(wizard)
  const open = items.find((item) => item.choice.isChosen && obstaclesOf(item, crs, county).length > 0)
  const [key, setKey] = useState<string | null>(null)
  const shown = items.find((item) => itemKey(item) === key) ?? open ?? items[0]
  if (shown === undefined) return <Empty description={word('import.no-layers')} />
  return (
    <div className="import-layers">
      <ul className="import-layer-list" aria-label={word('import.step.layers')}>
        {items.map((item) => (
          <LayerRow
            key={itemKey(item)}
            item={item}
            isShown={itemKey(item) === itemKey(shown)}
            onShow={() => setKey(itemKey(item))}
          />
        ))}
      </ul>
      <LayerDetail key={itemKey(shown)} item={shown} />
    </div>
  )
}

function LayerRow({
  item,
  isShown,
  onShow,
}: {
  readonly item: Item
  readonly isShown: boolean
  readonly onShow: () => void
}) {
  const words = useWords()
  const { word, pick } = words
  const { change } = useWizard()
  const { crs, county } = useTarget()
  const { source, layer, choice } = item
  const obstacles = obstaclesOf(item, crs, county)
  const kinds = kindsFor(layer)
  return (
    <li className={isShown ? 'import-layer import-layer-shown' : 'import-layer'}>
      <Checkbox
        checked={choice.isChosen}
        disabled={layer.records === 0}
        aria-label={word('import.take', { name: layer.name })}
        onChange={({ target }) => {
          change((before) => withChoice(before, source.key, choice.name, { isChosen: target.checked }))
          onShow()
        }}
      />
      <button type="button" className="import-layer-name" aria-current={isShown} onClick={onShow}>
        <strong title={layer.name}>{layer.name}</strong>
        <span className="import-quiet">
          {word('import.layer.line', {
            type: word(`import.geometry.${(layer.geometryType ?? 'none').toLowerCase()}`),
            records: countText(words, layer.records),
          })}
        </span>
        <span className="import-quiet import-ellipsis">{source.name}</span>
      </button>
      <div className="import-layer-kind">
        <Select
          size="small"
          className="import-kind"
          placeholder={word('import.kind')}
          aria-label={word('import.kind.of', { name: layer.name })}
          value={choice.kind}
          disabled={layer.records === 0}
          options={kinds.map((kind) => ({ value: kind, label: pick(layers[kind].title) }))}
          onChange={(kind) => {
            change((before) =>
              withChoice(before, source.key, choice.name, { kind, isChosen: true, map: mapFor(item, kind) }),
            )
            onShow()
          }}
        />
        <Standing isChosen={choice.isChosen} obstacles={obstacles.length} isEmpty={layer.records === 0} />
      </div>
    </li>
  )
}

function Standing(props: { readonly isChosen: boolean; readonly obstacles: number; readonly isEmpty: boolean }) {
  const { word } = useWords()
  if (props.isEmpty) return <Mark>{word('import.layer.empty')}</Mark>
  if (!props.isChosen) return <Mark>{word('import.layer.left')}</Mark>
  return props.obstacles === 0 ? (
    <Mark tone="good">
      <CheckCircleOutlined />
      {word('import.layer.ready')}
    </Mark>
  ) : (
    <Mark tone="warning">
      <ExclamationCircleOutlined />
      {word('import.layer.open', { count: props.obstacles })}
    </Mark>
  )
}
