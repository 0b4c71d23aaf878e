import type { SurveyOverview } from '../../../shared/contract/overview.ts'
import { goTo } from '../../state/section.ts'
import { Chart, useChartColours } from '../../ui/chart.tsx'
import { useWords } from '../../ui/words.tsx'
import { FigureRow, Panel } from './figure.tsx'
import { colourOf } from './palette.ts'
import type { ShowArea } from './use-area.ts'

/** In use, idle, abandoned. */
export function UtilisationPanel(props: {
  readonly utilisation: SurveyOverview['utilisation']
  readonly show: ShowArea
}) {
  const { utilisation, show } = props
  const { word } = useWords()
  const colours = useChartColours()
  const nameOf = (code: string | null): string =>
    code === null || ['1', '2', '3'].includes(code) ? word(`overview.utilisation.${code ?? 'none'}`) : code
  const target = (code: string | null) => ({
    section: 'survey',
    params: { layer: 'parcel', utilisation: code ?? '' },
  })
  if (utilisation.length === 0)
    return (
      <Panel title={word('overview.utilisation')}>
        <p className="overview-quiet">{word('overview.utilisation.empty')}</p>
      </Panel>
    )
  return (
    <Panel title={word('overview.utilisation')}>
      <Chart
        title={word('overview.utilisation')}
        height={180}
        option={{
          textStyle: { fontSize: 13, color: colours.ink },
          tooltip: {},
          series: [
            {
              type: 'pie',
              radius: ['46%', '70%'],
              label: { color: colours.ink },
              itemStyle: { borderColor: colours.surface, borderWidth: 2 },
              data: utilisation.map(({ code, parcels }) => ({
                name: nameOf(code),
                value: parcels,
                itemStyle: { color: colourOf(code === '1' || code === '2' || code === '3' ? code : 'none') },
              })),
            },
          ],
        }}
        onPick={({ index }) => {
          const picked = utilisation[index]
          if (picked !== undefined) goTo('survey', target(picked.code).params)
        }}
      />
      <div className="overview-rows">
        {utilisation.map(({ code, parcels, areaM2 }) => (
          <FigureRow
            key={code ?? ''}
            title={nameOf(code)}
            value={`${word('overview.count.parcel', { count: parcels })} · ${show(areaM2)}`}
            target={target(code)}
          />
        ))}
      </div>
    </Panel>
  )
}
