import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { builtInSets, shandongCeilings } from '../../shared/standards/shandong.ts'
import { findStandardSetFault, type StandardSet } from '../../shared/standards/standard-set.ts'

const text = z.object({ zh: z.string(), en: z.string() })
const date = z.nullable(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)))
const standardSetSchema = z.object({
  id: z.string().check(z.minLength(1)),
  title: text,
  document: text,
  status: z.enum(['draft', 'adopted', 'superseded']),
  validFrom: date,
  validTo: date,
  toConfirm: z.boolean(),
  standards: z
    .array(
      z.object({
        id: z.string().check(z.minLength(1)),
        villageType: z.enum(['urban_village', 'near_suburb', 'far_suburb']),
        terrain: z.nullable(z.enum(['plain', 'saline', 'hill_flat', 'hill_slope'])),
        limitM2: z.number(),
        article: text,
        toConfirm: z.boolean(),
      }),
    )
    .check(z.minLength(1)),
})

/** The default set, a built-in one by id, or one from a JSON file. Refusals: standards.unknown, standards.unreadable and the set's own faults. */
export function readStandards(which: string | null, resolveFile: (file: string) => string): Outcome<StandardSet> {
  if (which === null) return done(shandongCeilings)
  const builtIn = builtInSets.find((set) => set.id === which)
  if (builtIn !== undefined) return done(builtIn)
  const path = resolveFile(which)
  if (!existsSync(path))
    return refuse({
      code: 'standards.unknown',
      params: { standards: which },
      proposals: builtInSets.map((set) => set.id),
    })
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return refuse({ code: 'standards.unreadable', file: path, params: { reason: 'JSON' } })
  }
  const parsed = standardSetSchema.safeParse(content)
  if (!parsed.success)
    return refuse({
      code: 'standards.unreadable',
      file: path,
      params: { reason: parsed.error.issues[0]?.path.join('.') ?? '' },
    })
  const fault = findStandardSetFault(parsed.data)
  return fault === null ? done(parsed.data) : refuse({ code: fault.code, file: path, params: fault.params })
}
