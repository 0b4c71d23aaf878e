import { type CrosswalkChoices, carryOver, findCrosswalk } from './crosswalk.ts'
import type { Legend, MovedClass } from './legend.ts'
import { settingKey } from './legend.ts'
import { legendItems } from './legend-items.ts'
import type { ClassArea } from './plan-areas.ts'
import { type ClassRef, classInPlan } from './same-land.ts'
import type { SchemeId } from './scheme.ts'
import { isSchemeId } from './schemes/all.ts'
import { seaLandOf } from './tables/sea-land-of.ts'

/** Classes that a survey counts elsewhere than the program does, in the order of their schemes. */
export function movedClasses(legend: Legend): readonly MovedClass[] {
  return legendItems.flatMap(({ subject, group, code, builtIn }) => {
    if (code === null || !isSchemeId(group)) return []
    return (['row', 'function'] as const).flatMap((property): readonly MovedClass[] => {
      const setting = legend.get(settingKey(subject, property))
      const from = builtIn[property]
      if (from === undefined || setting === undefined || setting.value === null) return []
      const { value: to, confirmed, source } = setting
      return [{ scheme: group, code, property, from, to, confirmed, source }]
    })
  })
}

interface PlanLandSides {
  readonly base: readonly ClassArea[]
  readonly planned: readonly ClassArea[]
  readonly survey: readonly ClassArea[] | null
  readonly choices: CrosswalkChoices
  readonly legend: Legend
}

/** Those of them by which a figure of this plan's tables, or of their checks, is another. */
export function movedIn({ base, planned, survey, choices, legend }: PlanLandSides): readonly MovedClass[] {
  const moved = movedClasses(legend)
  if (moved.length === 0) return []
  const key = ({ scheme, code }: ClassRef): string => `${scheme}/${code}`
  const plannedScheme = planned.find(({ scheme }) => scheme !== null)?.scheme ?? null
  const rows = new Set(
    [...base.map((area) => classInPlan(area, plannedScheme, choices)), ...planned, ...(survey ?? [])].map(key),
  )
  const edition = seaLandOf({ base, planned })
  const lines = new Set([...base, ...planned].map((area) => key(carried(area, edition, choices))))
  return moved.filter((one) => (one.property === 'row' ? rows : lines).has(key(one)))
}

/** The class of an edition by which land is a line of KJGNJGTZB, the coarser one where the crosswalk leaves it open. */
function carried(area: ClassRef, edition: SchemeId | null, choices: CrosswalkChoices): ClassRef {
  if (area.scheme === null || area.code === null || edition === null) return area
  const crosswalk = findCrosswalk(area.scheme, edition)
  const to = crosswalk === undefined ? null : carryOver(crosswalk, area.code, choices)
  return to === null || to.kind === 'no-counterpart' || area.scheme.startsWith('sea-land-')
    ? area
    : { scheme: edition, code: to.code }
}
