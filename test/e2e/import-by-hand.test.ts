import { expect, it } from 'vitest'
import { layer, VILLAGE, writeShapefile } from '../builders/cli-files.ts'
import { asItStands, newFolder, newSurvey } from '../db/survey-bench.ts'

it('fills columns that no field code names from the fields that were chosen by hand, codes by their titles too', async () => {
  const survey = newSurvey()
  const rows = [
    { XZQDM: VILLAGE, XZ: '仿山镇', LX: '近郊村', DX: 'plain', RK: '1040' },
    { XZQDM: '371703107203', XZ: '', LX: '大村', DX: '山坡', RK: '' },
  ]
  const file = writeShapefile(newFolder(), '村界', layer(rows))
  const map = { town: 'XZ', village_type: 'LX', terrain: 'DX', population: 'RK' }
  const { findings } = await survey.importFile(file, 'village', { map })
  expect(findings.find(({ code }) => code === 'value.not-a-code')).toMatchObject({ severity: 'warning', count: 1 })
  const stored = asItStands(survey.path, (db) =>
    db.prepare<[], object>('SELECT town, village_type, terrain, population, extra FROM village ORDER BY fid').all(),
  )
  expect(stored).toEqual([
    { town: '仿山镇', village_type: 'near_suburb', terrain: 'plain', population: 1040, extra: null },
    { town: null, village_type: null, terrain: 'hill_slope', population: null, extra: '{"village_type":"大村"}' },
  ])
})
