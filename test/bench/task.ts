import type { GeneratedSurvey } from '../builders/survey-generator.ts'
import type { Command } from './measure.ts'

/** What one size is measured on: the generated files and a survey that has them imported. */
export interface Bed {
  readonly parcels: number
  readonly folder: string
  readonly survey: string
  readonly plain: GeneratedSurvey
  readonly withPeople: GeneratedSurvey
  /** Turned by 17°, so that the extents of all neighbours overlap. */
  readonly turnedSurvey: string
  readonly turned: GeneratedSurvey
}

export type Cundi = (...args: readonly string[]) => Command

export interface Task {
  readonly id: string
  readonly title: string
  readonly yardstick: string
  /** Made anew before each round and not measured. */
  prepare(bed: Bed): readonly Command[]
  ours(bed: Bed): Command
  theirs(bed: Bed): Command
  /** What the answer must say, from the generator's own knowledge; null when it is right. */
  wrong(bed: Bed, stdout: string): string | null
}
