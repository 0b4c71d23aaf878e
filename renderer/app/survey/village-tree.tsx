import { useQuery } from '@tanstack/react-query'
import { Spin, Tree } from 'antd'
import { useMemo } from 'react'
import type { TreeVillage } from '../../../shared/contract/lists.ts'
import { countyName } from '../../../shared/geo/crs/county.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { goTo, usePlace } from '../../state/section.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords, type Words } from '../../ui/words.tsx'

interface Branch {
  readonly key: string
  readonly title: string
  readonly children?: Branch[]
}

/** 县–镇–村: choosing a town or a village filters every table. */
export function VillageTree() {
  const words = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { params } = usePlace()
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'tree'],
    queryFn: async () => unwrap(await core.lists.tree({ survey: survey.id })),
  })
  const branches = useMemo(
    () => (data === undefined ? [] : [countyBranch(survey.info.county, data, words)]),
    [data, survey.info.county, words],
  )
  if (error !== null) return <Fault error={error} />
  if (data === undefined) return <Spin />
  const chosen =
    params.village !== undefined
      ? `village ${params.village}`
      : params.town !== undefined
        ? `town ${params.town}`
        : 'all'
  return (
    <Tree
      aria-label={words.word('grid.tree')}
      blockNode
      defaultExpandAll={data.length < 60}
      defaultExpandedKeys={['all']}
      treeData={branches}
      selectedKeys={[chosen]}
      onSelect={(keys) => {
        const { village: _, town: __, ...kept } = params
        const [kind, value = ''] = String(keys[0] ?? 'all').split(/ (.*)/)
        goTo('survey', kind === 'all' ? kept : { ...kept, [kind as string]: value })
      }}
    />
  )
}

function countyBranch(county: string, villages: readonly TreeVillage[], words: Words): Branch {
  const name = countyName(county)
  const towns = Map.groupBy(villages, ({ town }) => town ?? '')
  return {
    key: 'all',
    title: `${name === null ? county : words.pick(name)} · ${counted(villages, words)}`,
    children: [...towns].map(([town, within]) => ({
      key: `town ${town}`,
      title: `${town === '' ? words.word('grid.tree.no-town') : town} · ${counted(within, words)}`,
      children: within.map((village) => ({
        key: `village ${village.code}`,
        title: `${village.name ?? village.code} · ${counted([village], words)}`,
      })),
    })),
  }
}

function counted(villages: readonly TreeVillage[], { word }: Words): string {
  const sum = (pick: (village: TreeVillage) => number): number => villages.reduce((n, each) => n + pick(each), 0)
  const over = sum((village) => village.over)
  const changed = sum((village) => village.changed)
  return [
    word('grid.tree.parcels', { parcels: sum((village) => village.parcels) }),
    ...(over === 0 ? [] : [word('grid.tree.over', { over })]),
    ...(changed === 0 ? [] : [word('grid.tree.changed', { changed })]),
  ].join(word('grid.tree.and'))
}
