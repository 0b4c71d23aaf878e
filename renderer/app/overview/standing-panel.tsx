import { Alert } from 'antd'
import type { StandingCounts, SurveyOverview } from '../../../shared/contract/overview.ts'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import type { Text } from '../../../shared/lang/message.ts'
import { notAssessableReasons } from '../../../shared/model/code-lists.ts'
import { goTo } from '../../state/section.ts'
import { Chart, useChartColours } from '../../ui/chart.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { Figure, FigureRow, Panel } from './figure.tsx'
import { colourOf } from './palette.ts'
import type { ShowArea } from './use-area.ts'

const TYPES = ['urban_village', 'near_suburb', 'far_suburb'] as const
const STANDINGS = ['within', 'over', 'not-assessable', 'not-assessed', 'not-homestead'] as const

/** What the latest assessment found, by village type. Every figure and bar leads to its parcels. */
export function StandingPanel(props: {
  readonly assessment: SurveyOverview['assessment']
  readonly show: ShowArea
  readonly onAssess: () => void
}) {
  const { assessment, show, onAssess } = props
  const { word, language } = useWords()
  const button = (code: string) => (
    <WriteButton size="small" type={code === 'overview.assess' ? 'primary' : 'default'} onClick={onAssess}>
      {word(code)}
    </WriteButton>
  )
  if (assessment === null)
    return (
      <Panel title={word('overview.standing')} extra={button('overview.assess')} className="overview-wide">
        <p className="overview-quiet">{word('overview.standing.none')}</p>
      </Panel>
    )
  const { counts, toConfirm, changesSince, at, title } = assessment
  return (
    <Panel title={word('overview.standing')} extra={button('overview.assess.again')} className="overview-wide">
      <p className="overview-quiet">
        {word('overview.as-of', { time: timeText(at, language), title: title[language] })}
        {toConfirm ? ` · ${word('overview.to-confirm')}` : ''}
      </p>
      {changesSince === 0 ? null : (
        <Alert type="warning" showIcon title={word('overview.stale', { count: changesSince })} />
      )}
      <div className="overview-figures">
        {STANDINGS.filter((standing) => standing !== 'not-assessed' || counts.parcels[standing].parcels > 0).map(
          (standing) => (
            <Figure
              key={standing}
              tone={standing === 'over' ? 'over' : 'plain'}
              title={word(`overview.${standing}`)}
              value={word('overview.count.parcel', { count: counts.parcels[standing].parcels })}
              notes={standing === 'over' ? [show(counts.parcels.over.overAreaM2)] : []}
              target={parcels({ standing })}
            />
          ),
        )}
        <Figure
          title={word('overview.households.one')}
          value={word('overview.count.household', { count: counts.households.withOnePlot })}
          target={{ section: 'survey', params: { layer: 'household', plots: 'one' } }}
        />
        <Figure
          title={word('overview.households.several')}
          value={word('overview.count.household', { count: counts.households.withSeveralPlots })}
          target={{ section: 'survey', params: { layer: 'household', plots: 'several' } }}
        />
      </div>
      <TypeChart counts={counts} show={show} />
      <Reasons reasons={counts.reasons} />
    </Panel>
  )
}

const parcels = (params: Readonly<Record<string, string>>) => ({
  section: 'survey',
  params: { layer: 'parcel', ...params },
})

function TypeChart({ counts, show }: { readonly counts: StandingCounts; readonly show: ShowArea }) {
  const { word } = useWords()
  const colours = useChartColours()
  const names = TYPES.map((type) => word(`village_type.${type}`))
  const standings = ['within', 'over'] as const
  const totals = counts.byVillageType
  return (
    <div className="overview-split">
      <Chart
        title={word('overview.by-type')}
        height={200}
        option={{
          textStyle: { fontSize: 13, color: colours.ink },
          grid: { left: 8, right: 24, top: 32, bottom: 8, containLabel: true },
          legend: { top: 0, left: 0, textStyle: { color: colours.ink } },
          tooltip: {},
          xAxis: {
            type: 'value',
            minInterval: 1,
            axisLabel: { color: colours.quiet },
            splitLine: { lineStyle: { color: colours.line } },
          },
          yAxis: { type: 'category', data: names, inverse: true, axisLabel: { color: colours.ink } },
          series: standings.map((standing) => ({
            name: word(`overview.${standing}`),
            type: 'bar',
            stack: 'parcels',
            barMaxWidth: 26,
            itemStyle: { color: colourOf(standing) },
            data: TYPES.map((type) => totals[type][standing].parcels),
          })),
        }}
        onPick={({ series, index }) => {
          const type = TYPES[index]
          const standing = standings.find((code) => word(`overview.${code}`) === series)
          if (type !== undefined && standing !== undefined)
            goTo('survey', { layer: 'parcel', standing, villageType: type })
        }}
      />
      <div className="overview-rows">
        {TYPES.map((type) => (
          <FigureRow
            key={type}
            title={`${word(`village_type.${type}`)} · ${word('overview.over')}`}
            value={`${word('overview.count.parcel', { count: totals[type].over.parcels })} · ${show(totals[type].over.overAreaM2)}`}
            target={parcels({ standing: 'over', villageType: type })}
          />
        ))}
      </div>
    </div>
  )
}

function Reasons({ reasons }: Pick<StandingCounts, 'reasons'>) {
  const { word, pick } = useWords()
  const titles: Readonly<Record<string, Text>> = notAssessableReasons.codes
  const found = Object.entries(reasons)
  if (found.length === 0) return null
  return (
    <>
      <h3>{word('overview.reasons')}</h3>
      <div className="overview-rows">
        {found.map(([reason, count]) => (
          <FigureRow
            key={reason}
            title={titles[reason] === undefined ? reason : pick(titles[reason])}
            value={word('overview.count.parcel', { count })}
            target={parcels({ standing: 'not-assessable', reason })}
          />
        ))}
      </div>
    </>
  )
}
