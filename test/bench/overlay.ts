import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CELLS_A_VILLAGE, generatePlan, type PlanAnswer } from '../builders/plan-generator.ts'
import type { Bed, Cundi, Task } from './task.ts'

/** The same sums by class in SpatiaLite: candidates by the R-tree, GEOS for the rest. */
const SPATIALITE = `
SELECT b.class_code, p.class_code, sum(ST_Area(ST_Intersection(GeomFromGPB(b.geom), GeomFromGPB(p.geom))))
FROM rtree_base_patch_geom ra
JOIN rtree_planned_patch_geom rb ON rb.minx <= ra.maxx AND rb.maxx >= ra.minx AND rb.miny <= ra.maxy AND rb.maxy >= ra.miny
JOIN base_patch b ON b.fid = ra.id
JOIN planned_patch p ON p.fid = rb.id GROUP BY 1, 2`

const TITLE = '示例规划'
const answers = new Map<string, PlanAnswer>()
const surveyOf = (bed: Bed): string => join(bed.folder, 'plan.gpkg')

/** Base × planned of as many patches, turned so that extents of neighbours overlap, against SpatiaLite. */
export function overlayTask(cundi: Cundi, parcels: (bed: Bed) => number): Task {
  return {
    id: 'overlay',
    title: 'overlay of base and planned patches, kept with its pieces',
    yardstick: 'SpatiaLite, intersections and sums alone',
    prepare(bed) {
      const survey = surveyOf(bed)
      if (existsSync(survey)) return []
      const villages = Math.ceil(parcels(bed) / CELLS_A_VILLAGE)
      const plan = generatePlan(join(bed.folder, 'plan'), { villages, rotationDegrees: 17 })
      answers.set(survey, plan.answer)
      const bring = (file: string, layer: string) =>
        cundi('plan', 'import', survey, file, '--plan', TITLE, '--layer', layer, '--json')
      return [
        cundi('init', survey, '--county', '371703', '--json'),
        cundi('import', survey, plan.villages, '--layer', 'village', '--json'),
        bring(plan.base, 'base'),
        bring(plan.planned, 'planned'),
      ]
    },
    ours: (bed) => cundi('plan', 'overlay', surveyOf(bed), '--json'),
    theirs: (bed) => ({
      program: 'sqlite3',
      args: [surveyOf(bed), `SELECT load_extension('mod_spatialite'); ${SPATIALITE}`],
    }),
    wrong(bed, stdout) {
      const { transitions } = JSON.parse(stdout) as {
        readonly transitions: readonly { fromCode: string; toCode: string; planeM2: number }[]
      }
      const found = new Map<string, number>()
      for (const { fromCode, toCode, planeM2 } of transitions) {
        const key = `${fromCode}>${toCode}`
        found.set(key, (found.get(key) ?? 0) + planeM2)
      }
      for (const [key, m2] of answers.get(surveyOf(bed))?.matrixM2 ?? [])
        if (Math.abs((found.get(key) ?? 0) - m2) > 1) return `${key}: ${found.get(key)} m², not ${m2}`
      return null
    },
  }
}
