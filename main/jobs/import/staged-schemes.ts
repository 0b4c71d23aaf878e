import { connect, inTransaction } from '../../../db/open/database.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import type { LayerKind } from '../../../shared/model/layers.ts'
import type { SchemeId } from '../../../shared/planning/scheme.ts'
import {
  classOf,
  plannedSchemeIds,
  schemeIds,
  schemeOfCodes,
  schemesWithAll,
} from '../../../shared/planning/schemes/all.ts'

type ClassedKind = 'base_patch' | 'planned_patch'

export type NamedSchemes = { readonly [K in ClassedKind]?: SchemeId | null }

interface StagedLayer {
  readonly kind: LayerKind
  readonly file: string
  readonly scratches: readonly string[]
}

const isClassed = (kind: LayerKind): kind is ClassedKind => kind === 'base_patch' || kind === 'planned_patch'

/**
 * Gives staged patches the scheme of their classes: the named one, else the one that their codes speak for. Codes that the named
 * scheme does not have are kept and said (class.unknown).
 * Refusals: plan.scheme-open with the schemes that would do, plan.scheme-none where no scheme has all codes.
 */
export function settleSchemes(layers: readonly StagedLayer[], named: NamedSchemes): Outcome<null> {
  for (const { kind, file, scratches } of layers) {
    if (!isClassed(kind)) continue
    const codes = [...new Set(scratches.flatMap(classCodes))]
    const scheme = schemeOf(kind, file, codes, named[kind] ?? null)
    if (!scheme.ok) return scheme
    for (const scratch of scratches) writeScheme(scratch, scheme.value, codes)
  }
  return done(null)
}

function schemeOf(
  kind: ClassedKind,
  file: string,
  codes: readonly string[],
  named: SchemeId | null,
): Outcome<SchemeId | null> {
  if (named !== null || codes.length === 0) return done(named)
  const among = kind === 'planned_patch' ? plannedSchemeIds : schemeIds
  const told = schemeOfCodes(codes, among)
  if (told !== null) return done(told)
  const fitting = schemesWithAll(codes, among)
  const params = { layer: `plan.layer.${kind}`, codes: codes.slice(0, 8).join('、') }
  if (fitting.length === 0) return refuse({ code: 'plan.scheme-none', file, params })
  return refuse({
    code: 'plan.scheme-open',
    file,
    proposals: fitting,
    params: { ...params, schemes: fitting.join('、') },
  })
}

function classCodes(path: string): readonly string[] {
  const scratch = connect(path, 'read')
  try {
    return scratch
      .prepare<[], { code: string }>('SELECT DISTINCT class_code AS code FROM staged WHERE class_code NOTNULL')
      .all()
      .map(({ code }) => code)
  } finally {
    scratch.close()
  }
}

function writeScheme(path: string, scheme: SchemeId | null, codes: readonly string[]): void {
  const scratch = connect(path, 'write')
  try {
    inTransaction(scratch, () => {
      scratch.prepare('UPDATE staged SET class_scheme = ? WHERE class_code NOTNULL').run(scheme)
      const unknown = codes.filter((code) => scheme === null || classOf(scheme, code) === undefined)
      const say = scratch.prepare(
        "INSERT INTO note SELECT rec, 'class.unknown', json_object('class', class_code), 1 FROM staged WHERE class_code = ?",
      )
      for (const code of unknown) say.run(code)
    })
  } finally {
    scratch.close()
  }
}
