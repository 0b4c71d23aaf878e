import { describe, expect, it } from 'vitest'
import { carryOver, crosswalks, findCrosswalk } from '../../../shared/planning/crosswalk.ts'
import { colourOfRow } from '../../../shared/planning/scheme.ts'
import {
  classOf,
  isSchemeId,
  plannedSchemeIds,
  schemeIds,
  schemeOfCodes,
  schemes,
  schemesWithAll,
  surveySchemeOf,
} from '../../../shared/planning/schemes/all.ts'
import { structureOrder } from '../../../shared/planning/structure.ts'

describe('land-use schemes', () => {
  it('keep a code that two of them read differently apart', () => {
    expect(schemesWithAll(['0702', '0703'])).toEqual(['sea-land-2020', 'sea-land-2023'])
    expect(schemesWithAll(['0702'])).toContain('survey-3')
    expect(classOf('survey-3', '0702')?.title.zh).toBe('农村宅基地')
    expect(classOf('sea-land-2023', '0702')?.title.zh).toBe('城镇社区服务设施用地')
  })

  it('tell a layer of the second survey by codes that no other scheme has, and never by codes that mean two things', () => {
    expect(schemeOfCodes(['011', '013', '104', '203'])).toBe('survey-2')
    expect(schemeOfCodes(['111', '113', '203'])).toBe('survey-2')
    expect(schemeOfCodes(['111', '113', '2121'])).toBe('village-plan-2018')
    // River and reservoir of the survey, paddy field and dry land of the plan.
    expect(schemeOfCodes(['111', '113'])).toBeNull()
    expect(schemeOfCodes(['111', '113'], plannedSchemeIds)).toBe('village-plan-2018')
    expect(schemesWithAll(['111', '113'])).toEqual(['survey-2', 'village-plan-2018'])
    expect(schemeOfCodes(['0101', '0702'])).toBe(null)
    expect(schemeOfCodes(['01'])).toBe('sea-land-2023')
    expect(['203', '111', '0702', '01', '9999'].map(surveySchemeOf)).toEqual([
      'survey-2',
      'survey-2',
      'survey-3',
      'survey-3',
      'survey-3',
    ])
  })

  it('are known by their ids alone', () => {
    expect(schemeIds.every(isSchemeId)).toBe(true)
    expect(isSchemeId('toString')).toBe(false)
  })

  it('have a colour for every class and row', () => {
    const colours = schemeIds.flatMap((id) => [...schemes[id].classes.values()].map(({ colour }) => colour))
    for (const colour of [...colours, ...structureOrder.map(colourOfRow)]) expect(colour).toMatch(/^#[0-9a-f]{6}$/)
  })
})

describe('a crosswalk', () => {
  it('leads from classes that there are to classes that there are', () => {
    for (const { from, to, cells } of crosswalks)
      for (const [code, cell] of cells) {
        expect(classOf(from, code), `${from} ${code}`).toBeDefined()
        const targets = cell.kind === 'to' ? [cell.code] : [cell.first, ...cell.options]
        for (const target of targets) expect(classOf(to, target), `${from} ${code} → ${to} ${target}`).toBeDefined()
      }
  })

  it('keeps the coarser class until somebody chooses, and takes no choice that it does not offer', () => {
    const crosswalk = findCrosswalk('survey-3', 'village-plan-2018')!
    expect(carryOver(crosswalk, '0301', {})).toEqual({ kind: 'open', code: '13', options: ['131', '132'] })
    expect(carryOver(crosswalk, '0301', { '0301': '131' })).toEqual({ kind: 'carried', code: '131' })
    expect(carryOver(crosswalk, '0301', { '0301': '2121' })).toMatchObject({ kind: 'open', code: '13' })
    expect(carryOver(crosswalk, '9999', {})).toEqual({ kind: 'no-counterpart' })
  })

  it('carries every class of the second survey that a patch can have into a plan of 2018, as the provincial tool does', () => {
    const crosswalk = findCrosswalk('survey-2', 'village-plan-2018')!
    expect([...schemes['survey-2'].classes.keys()].filter((code) => !crosswalk.cells.has(code))).toEqual([])
    const tool = {
      '111': ['011'],
      '113': ['013'],
      '12': ['021', '022', '023'],
      '151': ['122'],
      '152': ['104'],
      '153': ['114'],
      '154': ['117'],
      '155': ['123'],
      '211': ['201', '202'],
      '213': ['204'],
    }
    for (const [code, classes] of Object.entries(tool))
      for (const from of classes) expect(carryOver(crosswalk, from, {}), from).toEqual({ kind: 'carried', code })
    const village = ['2121', '2122', '2123', '2124', '2125', '2126']
    expect(carryOver(crosswalk, '203', {})).toEqual({ kind: 'open', code: '212', options: village })
    expect(carryOver(crosswalk, '203', { '203': '2121' })).toEqual({ kind: 'carried', code: '2121' })
    expect(carryOver(crosswalk, '205', {})).toMatchObject({ kind: 'open', options: ['231', '232'] })
  })
})
