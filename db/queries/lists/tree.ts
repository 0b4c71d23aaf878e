import type { TreeVillage } from '../../../shared/contract/lists.ts'
import type { ReadableDb } from '../../open/database.ts'

/** Villages of the survey with their parcels, in the order of their codes. */
export const villageTree = (db: ReadableDb): readonly TreeVillage[] =>
  db
    .prepare<[], TreeVillage>(
      `SELECT v.code, v.name, v.town, count(t.fid) AS parcels, count(a.fid) AS over FROM village v
      LEFT JOIN parcel t ON t.village_code = v.code
      LEFT JOIN assessment a ON a.parcel_id = t.id AND a.run = (SELECT max(fid) FROM assessment_run)
        AND a.parcel_rev = t.rev AND a.result = 'over'
      GROUP BY v.code ORDER BY v.code`,
    )
    .all()
