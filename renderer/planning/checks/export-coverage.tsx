import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useWords } from '../../ui/words.tsx'
import type { ChosenScenario } from '../use-plans.ts'
import { useWritePlan } from '../use-write-plan.ts'

/** Gaps and overlaps as GeoJSON, for the one who mends the patches in another program. */
export function ExportCoverage({ chosen }: { readonly chosen: ChosenScenario }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const write = useWritePlan()
  return (
    <Button
      className="planning-export"
      icon={<DownloadOutlined />}
      onClick={() =>
        void write({
          title: word('planning.coverage.export'),
          ending: 'geojson',
          name: word('planning.coverage.file', { plan: chosen.plan.title }),
          start: (to, force, signal) =>
            core.planning.writeCoverage({ survey: survey.id, scenario: chosen.scenario.id, to, force }, { signal }),
        })
      }
    >
      {word('planning.coverage.export')}
    </Button>
  )
}
