import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listEntries } from '../../db/history/journal.ts'
import { undoEntry } from '../../db/history/undo.ts'
import type { OpenSurvey } from '../../db/open/open-survey.ts'
import { legendSettings, movedBasis, setLegend, surveyLegend } from '../../db/queries/plan-legend.ts'
import {
  assignedRow,
  classSubject,
  fillOfClass,
  type LegendSetting,
  zoneSubject,
} from '../../shared/planning/legend.ts'
import { AUTHOR, newSurvey, opened } from './survey-bench.ts'

const AT = '2026-03-01T02:03:04.567Z'
const homestead = classSubject('survey-3', '0702')
const colour = (value: string | null, more: Partial<LegendSetting> = {}): LegendSetting => ({
  subject: homestead,
  property: 'colour',
  value,
  confirmed: false,
  source: null,
  ...more,
})

describe('the legend of a survey’s plans', () => {
  let survey: OpenSurvey
  beforeEach(() => {
    survey = opened(newSurvey().path)
  })
  afterEach(() => survey.close())
  const set = (...settings: readonly LegendSetting[]): number =>
    setLegend(survey.db, settings, { author: AUTHOR, at: AT })
  const undo = (id = listEntries(survey.db).at(-1)?.id ?? '') => {
    const entry = listEntries(survey.db).find((one) => one.id === id)
    if (entry === undefined) throw new Error('no entry')
    return undoEntry(survey.db, entry, AUTHOR, AT)
  }

  it('keeps only what is another than the built-in one, and nothing once that is restored', () => {
    expect(set(colour('#123456'), colour('#f4a6b5', { subject: classSubject('survey-3', '0601') }))).toBe(2)
    expect(set(colour('#f4a6b5'))).toBe(1)
    expect(legendSettings(survey.db).map(({ subject }) => subject)).toEqual([classSubject('survey-3', '0601')])
    expect(set(colour(null))).toBe(0)
    expect(listEntries(survey.db).filter(({ kind }) => kind === 'plan-legend')).toHaveLength(2)
  })

  it('keeps that somebody stands for a built-in value, with what he stands on', () => {
    set(colour('#f4a6b5', { confirmed: true, source: ' 区局2026年3月函 ' }))
    expect(legendSettings(survey.db)).toEqual([colour(null, { confirmed: true, source: '区局2026年3月函' })])
    expect(fillOfClass(surveyLegend(survey.db), 'survey-3', '0702')).toBe('#f4a6b5')
  })

  it('is taken back and made again, each time as one entry', () => {
    set(colour('#123456'), { ...colour('town'), property: 'row' })
    set(colour('#654321', { confirmed: true }))
    const changed = legendSettings(survey.db)
    expect(undo()).toMatchObject({ kind: 'undone', restored: 1 })
    expect(fillOfClass(surveyLegend(survey.db), 'survey-3', '0702')).toBe('#123456')
    undo()
    expect(legendSettings(survey.db)).toEqual(changed)
    expect(assignedRow(surveyLegend(survey.db), 'survey-3', '0702')).toBe('town')
  })

  it('lets nothing come back to a place where something else stands by now', () => {
    set(colour('#123456'))
    const made = listEntries(survey.db).at(-1)?.id
    undo(made)
    const undone = listEntries(survey.db).at(-1)?.id
    set(colour('#654321'))
    const later = listEntries(survey.db).at(-1)?.id
    expect(undo(undone)).toEqual({ kind: 'in-use', later: [later] })
    expect(legendSettings(survey.db)).toEqual([colour('#654321')])
  })

  it('makes computed figures old by rows alone', () => {
    set(colour('#123456'), { ...colour('#000000'), subject: zoneSubject('red_line', null) })
    expect(movedBasis(survey.db)).toBe('')
    set({ ...colour('town'), property: 'row' })
    expect(movedBasis(survey.db)).toContain('town')
    undo()
    expect(movedBasis(survey.db)).toBe('')
  })
})
