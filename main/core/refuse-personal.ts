import { type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { personalKindOfValue } from '../../shared/model/personal.ts'

/** The journal keeps reasons and purposes as they are written, so they must not hold a number of a person. Refusal: value.personal. */
export const refusePersonal = (field: string, text: string | null): Outcome<never> | null =>
  text === null || personalKindOfValue(text) === null ? null : refuse({ code: 'value.personal', params: { field } })
