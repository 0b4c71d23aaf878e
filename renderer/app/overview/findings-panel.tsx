import { Alert } from 'antd'
import type { SurveyOverview } from '../../../shared/contract/overview.ts'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import { goTo } from '../../state/section.ts'
import { Chart, useChartColours } from '../../ui/chart.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { FigureRow, Panel } from './figure.tsx'
import { colourOf } from './palette.ts'

const SEVERITIES = ['error', 'warning', 'info'] as const

/** Findings of the latest check by severity, and what blocks the hand-over. */
export function FindingsPanel(props: { readonly check: SurveyOverview['check']; readonly onCheck: () => void }) {
  const { check, onCheck } = props
  const { word, language } = useWords()
  const colours = useChartColours()
  const button = (
    <WriteButton size="small" type={check === null ? 'primary' : 'default'} onClick={onCheck}>
      {word(check === null ? 'overview.check' : 'overview.check.again')}
    </WriteButton>
  )
  if (check === null)
    return (
      <Panel title={word('overview.findings')} extra={button}>
        <p className="overview-quiet">{word('overview.findings.none')}</p>
      </Panel>
    )
  return (
    <Panel title={word('overview.findings')} extra={button}>
      <p className="overview-quiet">{word('overview.checked', { time: timeText(check.at, language) })}</p>
      {check.changesSince === 0 ? null : (
        <Alert type="warning" showIcon title={word('overview.stale', { count: check.changesSince })} />
      )}
      <Chart
        title={word('overview.findings')}
        height={130}
        option={{
          textStyle: { fontSize: 13, color: colours.ink },
          grid: { left: 8, right: 32, top: 8, bottom: 8, containLabel: true },
          xAxis: { type: 'value', minInterval: 1, axisLabel: { show: false }, splitLine: { show: false } },
          yAxis: {
            type: 'category',
            inverse: true,
            data: SEVERITIES.map((severity) => word(`overview.findings.${severity}`)),
            axisLabel: { color: colours.ink },
          },
          series: [
            {
              type: 'bar',
              barMaxWidth: 22,
              label: { show: true, position: 'right', color: colours.ink },
              data: SEVERITIES.map((severity) => ({
                value: check.severities[severity].open,
                itemStyle: { color: colourOf(severity) },
              })),
            },
          ],
        }}
        onPick={({ index }) => goTo('quality', { severity: SEVERITIES[index] ?? 'error' })}
      />
      <div className="overview-rows">
        {SEVERITIES.map((severity) => {
          const { open, waived } = check.severities[severity]
          return (
            <FigureRow
              key={severity}
              title={word(`overview.findings.${severity}`)}
              value={waived === 0 ? open : `${open} · ${word('overview.findings.waived', { count: waived })}`}
              target={{ section: 'quality', params: { severity } }}
            />
          )
        })}
      </div>
      <p className={check.blocking > 0 ? 'overview-bad' : 'overview-good'}>
        {check.blocking > 0
          ? word('overview.findings.blocking', { count: check.blocking })
          : word('overview.findings.clear')}
      </p>
    </Panel>
  )
}
