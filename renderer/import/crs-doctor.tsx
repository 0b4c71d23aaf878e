import { Alert, Button, Select, Space, Table } from 'antd'
import type { CrsEvidence } from '../../shared/contract/examined.ts'
import { type Crs, crsTitle, epsgText } from '../../shared/geo/crs/catalogue.ts'
import { usePickFile } from '../ui/file-picker.tsx'
import { Mark } from '../ui/mark.tsx'
import { useWords, type Words } from '../ui/words.tsx'
import { type CrsPlace, crsNamed, lookOf, middleOf, placeIn, proposalsOf } from './crs-places.ts'
import { wizardRefusal } from './import-words.ts'
import { useTarget } from './target.ts'
import { crsOfItem, type Item } from './wizard.ts'
import { useWizard, withChoice, withSource } from './wizard-store.ts'
import { placeText, ZoneStrip } from './zone-strip.tsx'

const PROPOSALS_SHOWN = 3

/** Says what the numbers look like, what the file says of itself, where they disagree, and offers the ways out. */
export function CrsDoctor({ item }: { readonly item: Item }) {
  const words = useWords()
  const { word } = words
  const { crs: target, county } = useTarget()
  const { layer, choice, source } = item
  const evidence = layer.crsEvidence
  const decided = crsOfItem(item, target, county)
  if (evidence === null || decided === null) return null
  // To call the numbers of another datum CGCS2000 would shift them in silence.
  const isOffered = decided.ok || decided.refusal.code !== 'crs.other-datum'
  const proposals = isOffered ? proposalsOf(evidence, county) : []
  const places = placesOf(item, evidence, proposals, county)
  const source_ = decided.ok ? decided.value.source : null
  const chosen = places.find(({ crs, swapped }) => crs.epsg === source_?.epsg && swapped === choice.swapAxes) ?? null
  const isShifted = source.datum !== null && !decided.ok && decided.refusal.code === 'crs.other-datum'
  return (
    <div>
      <h3 className="import-part">{word('import.crs')}</h3>
      <p className="import-sentence">
        {saysOf(evidence, words)} {looksOf(evidence, words)}
      </p>
      {decided.ok ? (
        <Alert
          type="success"
          showIcon
          title={word(`import.crs.decided.${decided.value.shift.kind}`, {
            from: crsTitle(decided.value.source, words.language),
            to: crsTitle(target, words.language),
          })}
        />
      ) : isShifted ? (
        <Alert type="info" showIcon title={word('import.crs.datum-file', { name: source.datum?.name ?? '' })} />
      ) : (
        <Alert type="warning" showIcon role="alert" title={wizardRefusal(words, decided.refusal, source.name)} />
      )}
      <WaysOut item={item} code={decided.ok ? null : decided.refusal.code} />
      {places.length === 0 ? null : (
        <>
          <ZoneStrip target={target} county={county} places={places} chosen={chosen} />
          <PlaceTable item={item} places={places} proposals={proposals} chosen={chosen} />
        </>
      )}
    </div>
  )
}

/** What the file says of itself. */
function saysOf({ declared, declaredFrom }: CrsEvidence, words: Words): string {
  if (declared === null) return words.word(`import.crs.says.nothing.${declaredFrom}`)
  if (declared.kind === 'unrecognised') return words.word('import.crs.says.unrecognised')
  const name = declared.kind === 'known' ? crsTitle(declared.crs, words.language) : declared.name
  return words.word(`import.crs.says.${declaredFrom}`, { name })
}

/** What the numbers look like, whatever is said of them. */
function looksOf(evidence: CrsEvidence, { word }: Words): string {
  const [look, middle] = [lookOf(evidence), middleOf(evidence)]
  if (look === null || middle === null) return word('import.crs.looks.nothing')
  const digits = look.look === 'degrees' ? 5 : 2
  const [x, y] = middle.map((value) => value.toFixed(digits))
  const [easting = '', northing = ''] = look.swapped ? [y, x] : [x, y]
  const params = { x: x ?? '', y: y ?? '', easting, northing, zone: look.look === 'zoned' ? look.zone : '' }
  const swapped = look.swapped ? ` ${word('import.crs.looks.swapped', params)}` : ''
  return word(`import.crs.looks.${look.look}`, params) + swapped
}

/** What the file says, what the numbers propose, and what was chosen: each a place on the picture. */
function placesOf(
  { choice }: Item,
  evidence: CrsEvidence,
  proposals: readonly Crs[],
  county: string,
): readonly CrsPlace[] {
  const isSwapped = lookOf(evidence)?.swapped === true
  const wanted: [Crs, boolean][] = []
  if (evidence.declared?.kind === 'known') wanted.push([evidence.declared.crs, choice.swapAxes])
  for (const crs of proposals.slice(0, PROPOSALS_SHOWN)) wanted.push([crs, isSwapped])
  const chosen = choice.sourceCrs === null ? null : crsNamed(choice.sourceCrs)
  if (chosen !== null) wanted.push([chosen, choice.swapAxes])
  const seen = new Set<string>()
  return wanted
    .filter(([crs, swapped]) => {
      const key = `${crs.epsg} ${swapped}`
      return !seen.has(key) && seen.add(key) !== undefined
    })
    .map(([crs, swapped]) => placeIn(evidence, crs, swapped, county))
}

function PlaceTable(props: {
  readonly item: Item
  readonly places: readonly CrsPlace[]
  readonly proposals: readonly Crs[]
  readonly chosen: CrsPlace | null
}) {
  const { item, places, proposals, chosen } = props
  const words = useWords()
  const { word } = words
  const { change } = useWizard()
  const evidence = item.layer.crsEvidence
  const take = (crs: Crs, swapAxes: boolean): void =>
    change((before) =>
      withChoice(before, item.source.key, item.choice.name, {
        sourceCrs: isDeclared(item, crs) ? null : epsgText(crs),
        swapAxes,
      }),
    )
  return (
    <>
      <Table<CrsPlace & { readonly number: number }>
        size="small"
        pagination={false}
        rowKey="number"
        dataSource={places.map((place, i) => ({ ...place, number: i + 1 }))}
        columns={[
          { title: word('import.number'), dataIndex: 'number', width: 56 },
          {
            title: word('import.crs.system'),
            render: (_, { crs, swapped }) => (
              <>
                {crsTitle(crs, words.language)}{' '}
                {swapped ? <Mark tone="warning">{word('import.crs.swapped')}</Mark> : null}
                {isDeclared(item, crs) ? <Mark>{word('import.crs.declared')}</Mark> : null}
              </>
            ),
          },
          { title: word('import.crs.falls'), render: (_, place) => placeText(place, word) },
          {
            title: '',
            width: 110,
            render: (_, place) =>
              chosen?.crs.epsg === place.crs.epsg && chosen.swapped === place.swapped ? (
                <Mark tone="good">{word('import.crs.used')}</Mark>
              ) : place.crs.datum === 'cgcs2000' && place.lonLat !== null ? (
                <Button
                  size="small"
                  type={place.kmFromCounty === 0 ? 'primary' : 'default'}
                  onClick={() => take(place.crs, place.swapped)}
                >
                  {word('import.crs.use')}
                </Button>
              ) : null,
          },
        ]}
      />
      {proposals.length <= PROPOSALS_SHOWN ? null : (
        <Select
          className="import-other-crs"
          size="small"
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={word('import.crs.other')}
          placeholder={word('import.crs.other')}
          value={null}
          options={proposals.map((crs) => ({ value: epsgText(crs), label: crsTitle(crs, words.language) }))}
          onChange={(text: string | null) => {
            const crs = text === null ? null : crsNamed(text)
            if (crs !== null) take(crs, evidence !== null && lookOf(evidence)?.swapped === true)
          }}
        />
      )}
    </>
  )
}

const isDeclared = ({ layer }: Item, crs: Crs): boolean => {
  const declared = layer.crsEvidence?.declared
  return declared?.kind === 'known' && declared.crs.epsg === crs.epsg
}

/** What else helps: exchanging the axes, parameters for another datum, and taking a decision back. */
function WaysOut({ item, code }: { readonly item: Item; readonly code: string | null }) {
  const { word } = useWords()
  const pick = usePickFile()
  const { change } = useWizard()
  const { source, choice } = item
  const decide = (own: { readonly swapAxes?: boolean; readonly sourceCrs?: string | null }): void =>
    change((before) => withChoice(before, source.key, choice.name, own))
  const chooseDatum = async (): Promise<void> => {
    const datum = await pick({ mode: 'open', title: word('import.crs.parameters'), endings: ['json'] })
    if (datum !== null) change((before) => withSource(before, source.key, (now) => ({ ...now, datum })))
  }
  const isDecided = choice.swapAxes || choice.sourceCrs !== null || source.datum !== null
  return (
    <Space wrap className="import-ways">
      {code === 'crs.axes-swapped' ? (
        <Button type="primary" onClick={() => decide({ swapAxes: true })}>
          {word('import.crs.swap')}
        </Button>
      ) : null}
      {code === 'crs.axes-in-order' ? (
        <Button type="primary" onClick={() => decide({ swapAxes: false })}>
          {word('import.crs.unswap')}
        </Button>
      ) : null}
      {code === 'crs.other-datum' && source.datum === null ? (
        <Button onClick={() => void chooseDatum()}>{word('import.crs.parameters')}</Button>
      ) : null}
      {isDecided ? (
        <Button
          type="text"
          size="small"
          onClick={() => {
            decide({ swapAxes: false, sourceCrs: null })
            change((before) => withSource(before, source.key, (now) => ({ ...now, datum: null })))
          }}
        >
          {word('import.crs.undo')}
        </Button>
      ) : null}
    </Space>
  )
}
