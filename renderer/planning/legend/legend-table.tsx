import { Space, Table } from 'antd'
import type { LegendItem } from '../../../shared/planning/legend-items.ts'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { groupText, ownValueOf, rowText, stateOf } from './legend-list.ts'
import { useLegend } from './use-legend.tsx'

const PAGE = 100

/** What can be changed, with what holds for it; one is edited, many are confirmed. */
export function LegendTable(props: {
  readonly items: readonly LegendItem[]
  /** They are of several groups, which are then told. */
  readonly isMixed: boolean
  readonly selected: readonly LegendItem[]
  readonly onSelect: (items: readonly LegendItem[]) => void
  readonly onEdit: (item: LegendItem) => void
}) {
  const { items, isMixed, selected, onSelect, onEdit } = props
  const { word, pick } = useWords()
  return (
    <Table<LegendItem>
      className="legend-table"
      size="small"
      rowKey="subject"
      dataSource={[...items]}
      locale={{ emptyText: word('legend.none') }}
      pagination={{ pageSize: PAGE, showSizeChanger: false, size: 'small', hideOnSinglePage: true }}
      rowSelection={{
        selectedRowKeys: selected.map(({ subject }) => subject),
        preserveSelectedRowKeys: true,
        onChange: (_, chosen) => onSelect(chosen),
        getCheckboxProps: ({ code, title }) =>
          ({ 'aria-label': word('legend.select', { name: [code, pick(title)].join(' ').trim() }) }) as object,
        getTitleCheckboxProps: () => ({ 'aria-label': word('legend.select-all') }) as object,
      }}
      columns={[
        ...(items.some(({ code }) => code !== null)
          ? [{ title: word('legend.code'), className: 'planning-figures', render: codeOf }]
          : []),
        { title: word('legend.name'), render: (_, item) => <Name item={item} isMixed={isMixed} /> },
        ...(items.some(({ builtIn }) => builtIn.colour !== undefined)
          ? [{ title: word('legend.property.colour'), render: (_: unknown, item: LegendItem) => <Fill item={item} /> }]
          : []),
        ...(items.some(({ builtIn }) => builtIn.row !== undefined)
          ? [{ title: word('legend.rows'), render: (_: unknown, item: LegendItem) => <Rows item={item} /> }]
          : []),
        { title: word('legend.state'), render: (_, item) => <State item={item} /> },
        {
          title: word('legend.action'),
          render: (_, item) => (
            <WriteButton
              size="small"
              aria-label={word('legend.edit.of', { name: [item.code, pick(item.title)].join(' ').trim() })}
              onClick={() => onEdit(item)}
            >
              {word('legend.edit')}
            </WriteButton>
          ),
        },
      ]}
    />
  )
}

const codeOf = (_: unknown, { code }: LegendItem): string => code ?? ''

interface Cell {
  readonly item: LegendItem
}

function Name({ item, isMixed }: Cell & { readonly isMixed: boolean }) {
  const words = useWords()
  const { word, pick } = words
  const own = ownValueOf(item, 'title', useLegend())
  return (
    <Space orientation="vertical" size={0}>
      <span>{own ?? pick(item.title)}</span>
      {isMixed ? <span className="planning-quiet">{groupText(item.group, words)}</span> : null}
      {own === null ? null : (
        <span className="planning-quiet">{word('legend.built-in', { value: pick(item.title) })}</span>
      )}
    </Space>
  )
}

function Fill({ item }: Cell) {
  const { word } = useWords()
  const own = ownValueOf(item, 'colour', useLegend())
  const builtIn = item.builtIn.colour
  if (builtIn === undefined) return null
  return (
    <span className="legend-fill">
      <Swatch colour={own ?? builtIn} />
      <code>{own ?? builtIn}</code>
      {own === null ? null : (
        <span className="planning-quiet legend-fill">
          <Swatch colour={builtIn} />
          {word('legend.built-in', { value: builtIn })}
        </span>
      )}
    </span>
  )
}

const Swatch = ({ colour }: { readonly colour: string }) => (
  <span className="planning-swatch legend-swatch" style={{ background: colour }} aria-hidden="true" />
)

function Rows({ item }: Cell) {
  const words = useWords()
  const legend = useLegend()
  return (
    <Space orientation="vertical" size={0}>
      {(['row', 'function'] as const).map((property) => {
        const builtIn = item.builtIn[property]
        const own = ownValueOf(item, property, legend)
        if (builtIn === undefined) return null
        return (
          <span key={property}>
            <span className="planning-quiet">{words.word(`legend.table.${property}`)}</span>{' '}
            {rowText(property, own ?? builtIn, words)}
            {own === null ? null : (
              <span className="planning-quiet">
                {' '}
                {words.word('legend.built-in', { value: rowText(property, builtIn, words) })}
              </span>
            )}
          </span>
        )
      })}
    </Space>
  )
}

const stateWords = { all: 'plan.confirmed', some: 'legend.partly', none: 'plan.to-confirm' } as const

function State({ item }: Cell) {
  const { word } = useWords()
  const { isOwn, confirmed, sources } = stateOf(item, useLegend())
  return (
    <Space orientation="vertical" size={2} className="planning-decision">
      <Space size={4} wrap>
        {isOwn ? <Mark tone="info">{word('legend.own')}</Mark> : null}
        <Mark tone={confirmed === 'all' ? 'good' : 'warning'}>{word(stateWords[confirmed])}</Mark>
      </Space>
      {sources.length === 0 ? null : <span className="planning-quiet">{sources.join('；')}</span>}
    </Space>
  )
}
