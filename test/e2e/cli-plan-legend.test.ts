import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runHere } from '../builders/run-cli.ts'
import { newFolder, newSurvey } from '../db/survey-bench.ts'

interface Shown {
  readonly settings: readonly { readonly subject: string; readonly value: string | null; readonly confirmed: boolean }[]
  readonly moved: readonly { readonly code: string; readonly to: string }[]
  readonly changed: number
}

it('a district hands its legend from one survey to another on the command line', async () => {
  const [district, team] = [newSurvey().path, newSurvey().path]
  const homestead = 'class:sea-land-2023/0703'
  const run = async (survey: string, ...more: readonly string[]): Promise<unknown> =>
    JSON.parse((await runHere(['plan', 'legend', survey, ...more, '--json'])).stdout)
  const legend = async (...words: Parameters<typeof run>): Promise<Shown> => (await run(...words)) as Shown
  const set = await legend(
    district,
    ...['--set', `${homestead}.row=城镇建设用地`, '--confirm', homestead, '--source', '会议纪要'],
  )
  expect(set.settings.map(({ value, confirmed }) => [value, confirmed])).toEqual([
    [null, true],
    [null, true],
    ['town', true],
  ])
  expect(set).toMatchObject({ changed: 3, moved: [{ code: '0703', to: 'town' }] })
  expect(await run(district, '--set', `${homestead}.colour=red`)).toMatchObject({
    error: { code: 'legend.bad-colour' },
  })

  const file = join(newFolder(), '图例.json')
  await legend(district, '--to', file)
  expect(await legend(team, file, '--dry-run')).toMatchObject({ changed: 3, settings: [] })
  expect((await legend(team, file)).settings).toEqual(set.settings)
  expect((await legend(team, '--set', `${homestead}.row=`)).settings).toHaveLength(2)
})
