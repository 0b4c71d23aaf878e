import { describe, expect, it } from 'vitest'
import { carryOver, crosswalks, findCrosswalk } from '../../../shared/planning/crosswalk.ts'
import { colourOfRow } from '../../../shared/planning/scheme.ts'
import { classOf, isSchemeId, schemeIds, schemes, schemesWithAll } from '../../../shared/planning/schemes/all.ts'
import { structureOrder } from '../../../shared/planning/structure.ts'

describe('land-use schemes', () => {
  it('keep a code that two of them read differently apart', () => {
    expect(schemesWithAll(['0702', '0703'])).toEqual(['sea-land-2020', 'sea-land-2023'])
    expect(schemesWithAll(['0702'])).toContain('survey-3')
    expect(classOf('survey-3', '0702')?.title.zh).toBe('农村宅基地')
    expect(classOf('sea-land-2023', '0702')?.title.zh).toBe('城镇社区服务设施用地')
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
})
