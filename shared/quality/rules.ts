import { areaRules, codeRules, peopleRules, villageRules } from './attribute-rules.ts'
import { geometryRules } from './geometry-rules.ts'
import { importRules } from './import-rules.ts'
import type { Rule } from './rule.ts'

/** Every rule of the check, in the order in which it is listed. Ids are the codes of the findings. */
export const rules: readonly Rule[] = [
  ...geometryRules,
  ...codeRules,
  ...villageRules,
  ...areaRules,
  ...peopleRules,
  ...importRules,
]

/** Listed, and blocking, only when a rule could not be asked: what nobody checked is not handed over. */
export const ruleFailed: Rule = { id: 'check.rule-failed', severity: 'error', cites: 'CunDi' }
