import { useQuery } from '@tanstack/react-query'
import { Descriptions, Spin } from 'antd'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import { surveyKey, useSurvey } from '../state/survey.tsx'
import { Fault } from '../ui/fault.tsx'
import { useWords } from '../ui/words.tsx'
import { FindingList } from './finding-list.tsx'
import { countText } from './import-words.ts'

/** All that the survey keeps about one batch. */
export function BatchView({ batch, file }: { readonly batch: number; readonly file: string }) {
  const words = useWords()
  const { word } = words
  const core = useCore()
  const { survey } = useSurvey()
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'batch', batch],
    queryFn: async ({ signal }) => unwrap(await core.imports.batch({ survey: survey.id, batch }, { signal })),
  })
  if (error !== null) return <Fault error={error} />
  if (data === undefined) return <Spin />
  const facts: readonly (readonly [string, string])[] = [
    ['import.counted.read', countText(words, data.read)],
    ['import.counted.skipped', countText(words, data.skipped)],
    ['import.counted.deleted', countText(words, data.deletedRecords)],
    ['import.batch.pending', countText(words, data.pending)],
    ['import.encoding', data.encoding ?? '—'],
    ['import.crs.system', data.sourceCrs ?? '—'],
    ['import.batch.team', data.team ?? '—'],
  ]
  return (
    <>
      <Descriptions
        size="small"
        column={4}
        items={facts.map(([code, text]) => ({ key: code, label: word(code), children: text }))}
      />
      <FindingList layer={{ findings: data.findings, targetCrs: null }} file={file} shown={null} onShow={null} />
    </>
  )
}
