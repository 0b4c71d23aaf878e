import { hash } from 'node:crypto'
import type { SubjectColumns } from '../../../db/queries/check-rows.ts'
import type { FindingStage } from '../../../db/queries/findings.ts'
import type { FindingValues, Rule } from '../../../shared/quality/rule.ts'
import type { ValidityFault } from '../../platform/geos.ts'

export interface Subject {
  readonly kind: string
  readonly id: string
  readonly code: string | null
  /** 1-based position in the file it came from; null for what was drawn or typed. */
  readonly record: number | null
}

export interface Place {
  readonly x: number
  readonly y: number
}

export type Emit = (subjects: readonly Subject[], values: FindingValues, place?: Place) => void

export const subjectOf = (kind: string, row: Pick<SubjectColumns, 'id' | 'code' | 'sourceRecord'>): Subject => ({
  kind,
  id: row.id,
  code: row.code,
  record: row.sourceRecord,
})

/** Why and where a shape is invalid, centimetres. */
export const faultValues = ({ reason, x, y }: ValidityFault): FindingValues => ({
  reason,
  x: x.toFixed(2),
  y: y.toFixed(2),
})

const ID_CHARACTERS = 32

/** The same rule about the same subjects is the same finding, whatever its figures: a waiver survives a rerun. */
const findingId = (rule: string, subjects: readonly Pick<Subject, 'id'>[]): string =>
  hash('sha256', [rule, ...subjects.map(({ id }) => id).sort()].join('\n'), 'hex').slice(0, ID_CHARACTERS)

/** Stages what one rule finds. */
export const emitter =
  (stage: FindingStage, rule: Rule): Emit =>
  (subjects, values, place) =>
    stage.add({
      id: findingId(rule.id, subjects),
      rule: rule.id,
      severity: rule.severity,
      subjects: JSON.stringify(subjects),
      detail: JSON.stringify(values),
      x: place?.x ?? null,
      y: place?.y ?? null,
    })
