import type { PlanState } from '../../../db/queries/plan-map.ts'
import type { PlanFacilities } from '../../../shared/contract/planning-map.ts'
import type { Language } from '../../../shared/lang/message.ts'
import { wordCode } from '../../../shared/lang/words.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import { facilityColours, facilityKinds, facilityShapes, stageOf } from '../../../shared/planning/facility-kinds.ts'
import type { MapSheet, SheetPoint } from '../../../shared/planning/map-sheet.ts'
import type { PlanProject } from '../../../shared/planning/plan-areas.ts'

/** So many projects are listed beside a map; the table has all. */
const LISTED = 12

/** Facilities as signs with numbers, and projects as a list. What is only planned is not on the map of the present state. */
export function sheetSigns(
  { facilities, projects }: PlanFacilities,
  { state, language }: { readonly state: PlanState; readonly language: Language },
): Pick<MapSheet, 'signs' | 'projects'> & { readonly points: readonly SheetPoint[] } {
  const shown = facilities.filter((facility) => state === 'planned' || stageOf(facility) === 'existing')
  const { kinds, numberOf } = facilityKinds(shown)
  const word = (code: string, params: Readonly<Record<string, string | number>> = {}): string =>
    wordCode(code, params, language)
  return {
    signs: kinds.map((kind) => {
      const stage = stageOf(kind)
      const name = [kind.code, kind.name].filter((part) => part !== null).join(' ')
      return {
        number: kind.number,
        name: word('plan.print.sign', { name: name === '' ? '—' : name, stage: word(`planning.facility.${stage}`) }),
        shape: facilityShapes[stage],
        colour: facilityColours[stage],
        countText: word('planning.facility.count', { number: kind.count, count: kind.count }),
      }
    }),
    points: shown.map((facility) => ({
      signIndex: numberOf(facility) - 1,
      name: facility.name ?? facility.code,
      x: facility.at[0],
      y: facility.at[1],
    })),
    projects:
      state === 'base' || projects.length === 0
        ? null
        : {
            heading: word('plan.print.projects', { count: projects.length }),
            rows: [
              ...projects.slice(0, LISTED).map((project, i) => `${i + 1}. ${projectText(project, word)}`),
              ...(projects.length > LISTED
                ? [word('plan.print.projects.more', { count: projects.length - LISTED })]
                : []),
            ],
          },
  }
}

function projectText({ name, location, years, landAreaM2 }: PlanProject, word: (code: string) => string): string {
  const area = landAreaM2 === null ? null : `${roundHalfUp(landAreaM2 / 10_000, 4).toFixed(4)} ${word('plan.print.ha')}`
  return [name, location, years, area].filter((part) => part !== null && part !== '').join(' · ')
}
