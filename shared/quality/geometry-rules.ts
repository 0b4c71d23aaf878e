import { severityOf } from '../model/finding-codes.ts'
import type { RowCheck, Rule, ShapeFacts } from './rule.ts'

const SIMPLE_FEATURES = 'OGC 06-103r4 6.1.11'

/** Villages may come from a list without shapes; parcels, buildings and patches are nothing without one. */
const missing: RowCheck<ShapeFacts> = (row) =>
  row.hasGeometry === 1 && row.geometryFault !== 'geometry.missing' ? null : {}

const faulty =
  (code: string): RowCheck<ShapeFacts> =>
  (row) =>
    row.geometryFault === code ? {} : null

/** A fault that stands beside the stored shape: found at import, or at the last check for shapes that others wrote. */
const faultRule = (id: string, cites: string): Rule => {
  const check = faulty(id)
  return {
    id,
    severity: severityOf(id),
    cites,
    rows: { village: check, parcel: check, building: check, land_use: check },
  }
}

export const geometryRules: readonly Rule[] = [
  {
    id: 'geometry.missing',
    severity: severityOf('geometry.missing'),
    cites: SIMPLE_FEATURES,
    rows: { parcel: missing, building: missing, land_use: missing },
  },
  faultRule('geometry.too-few-points', SIMPLE_FEATURES),
  faultRule('geometry.not-finite', SIMPLE_FEATURES),
  faultRule('crs.outside-zone', 'CGCS2000 高斯-克吕格投影 3° 分带'),
  faultRule('geometry.self-intersection', SIMPLE_FEATURES),
  {
    id: 'parcel.overlap',
    severity: severityOf('parcel.overlap'),
    cites: 'TD/T 1001 地籍调查规程',
    asks: 'overlapping-parcels',
  },
  {
    id: 'building.outside-parcel',
    severity: severityOf('building.outside-parcel'),
    cites: 'TD/T 1001 地籍调查规程',
    asks: 'buildings-outside-parcels',
  },
  {
    id: 'parcel.outside-village',
    severity: severityOf('parcel.outside-village'),
    cites: 'TD/T 1001 地籍调查规程',
    asks: 'parcels-outside-villages',
  },
]
