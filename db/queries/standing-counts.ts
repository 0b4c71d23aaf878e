import type { StandingCounts } from '../../shared/contract/overview.ts'
import type { VillageType } from '../../shared/model/code-lists.ts'
import type { ReadableDb } from '../open/database.ts'
import { homesteadSql } from './homestead-sql.ts'
import { columnSql, fromSql } from './lists/list-sql.ts'

interface Group {
  readonly standing: keyof StandingCounts['parcels']
  readonly reason: string | null
  readonly type: VillageType | null
  readonly parcels: number
  readonly overAreaM2: number
}

/** How parcels and households stand now, by the columns of the lists themselves: each figure is the count of a list. */
export function standingCounts(db: ReadableDb): StandingCounts {
  const groups = parcelGroups(db)
  const of = (standing: Group['standing'], type?: VillageType): Sum =>
    sumOf(groups.filter((group) => group.standing === standing && (type === undefined || group.type === type)))
  const reasons: Record<string, number> = {}
  for (const { standing, reason, parcels } of groups)
    if (standing === 'not-assessable' && reason !== null) reasons[reason] = (reasons[reason] ?? 0) + parcels
  const byType = (type: VillageType) => ({ within: of('within', type), over: of('over', type) })
  return {
    parcels: {
      within: of('within'),
      over: of('over'),
      'not-assessable': of('not-assessable'),
      'not-assessed': of('not-assessed'),
      'not-homestead': of('not-homestead'),
    },
    byVillageType: {
      urban_village: byType('urban_village'),
      near_suburb: byType('near_suburb'),
      far_suburb: byType('far_suburb'),
    },
    reasons,
    households: householdsByPlots(db),
  }
}

type Sum = StandingCounts['parcels']['over']

const sumOf = (groups: readonly Group[]): Sum => ({
  parcels: groups.reduce((sum, { parcels }) => sum + parcels, 0),
  overAreaM2: groups.reduce((sum, { overAreaM2 }) => sum + overAreaM2, 0),
})

const columnsOf = (...names: readonly string[]) =>
  names.map((name) => {
    const column = columnSql('parcel', name)
    if (column === null) throw new Error(`the list of parcels has no column ${name}`)
    return column
  })

function parcelGroups(db: ReadableDb): readonly Group[] {
  const columns = columnsOf('standing', 'reason', 'village_type', 'excess_m2')
  const [standing, reason, type, excess] = columns.map(({ sql }) => sql)
  return db
    .prepare<[], Group>(
      `SELECT ${standing} AS standing, ${reason} AS reason, ${type} AS type, count(*) AS parcels,
        total(${excess}) FILTER (WHERE a.result = 'over') AS overAreaM2 ${fromSql('parcel', columns)} GROUP BY 1, 2, 3`,
    )
    .all()
}

/** As the list of households counts their plots, without the rest that it keeps of them. */
function householdsByPlots(db: ReadableDb): StandingCounts['households'] {
  const counts = db
    .prepare<[], StandingCounts['households']>(
      `SELECT count(*) FILTER (WHERE c.plots = 1) AS withOnePlot, count(*) FILTER (WHERE c.plots > 1) AS withSeveralPlots
      FROM household t JOIN (SELECT household_code, village_code, count(*) AS plots FROM parcel
        WHERE household_code NOTNULL AND ${homesteadSql('parcel')} GROUP BY household_code, village_code) c
        ON c.household_code = t.household_code AND c.village_code IS t.village_code`,
    )
    .get()
  return counts ?? { withOnePlot: 0, withSeveralPlots: 0 }
}
