/**
 * What can be planted, and what COMMANDS.md makes of it: rejected, or kept under a finding. `assessable: false` means that the
 * parcel is kept and a homestead, but cannot be assessed. Codes are null where a defect has none of its own.
 */
export const defectKinds = {
  nullShape: { code: 'geometry.missing', fate: 'rejected' },
  tooFewPoints: { code: 'geometry.too-few-points', fate: 'rejected' },
  notFinite: { code: 'geometry.not-finite', fate: 'rejected' },
  outsideZone: { code: 'crs.outside-zone', fate: 'rejected' },
  deletedRow: { code: null, fate: 'deleted' },
  selfIntersection: { code: 'geometry.self-intersection', fate: 'kept', assessable: false },
  villageUnknown: { code: 'village.unknown', fate: 'kept', assessable: false },
  villageMissing: { code: 'village.missing', fate: 'kept', assessable: false },
  duplicateCode: { code: 'code.duplicate', fate: 'kept' },
  badCode: { code: 'code.format', fate: 'kept' },
  blankCode: { code: 'code.missing', fate: 'kept' },
  unusualCode: { code: 'code.unusual', fate: 'kept' },
  overlap: { code: 'parcel.overlap', fate: 'kept' },
  /** Less than the 0.01 m² that counts. */
  touchingOverlap: { code: null, fate: 'kept' },
  areaDiffers: { code: 'area.declared-differs', fate: 'kept' },
  idChecksum: { code: 'id.checksum', fate: 'kept', people: true },
  /** The ID of the record before, under another name. */
  idConflict: { code: 'person.id-conflict', fate: 'kept', people: true },
} as const satisfies Record<string, { code: string | null; fate: Fate; assessable?: false; people?: true }>

type Fate = 'rejected' | 'deleted' | 'kept'
export type Defect = keyof typeof defectKinds
export type DefectCounts = Readonly<Partial<Record<Defect, number>>>

const names = Object.keys(defectKinds) as Defect[]

/** One of each, and one more for every two thousand parcels. */
export function usualDefects(parcels: number, people: boolean): DefectCounts {
  const each = Math.max(1, Math.round(parcels / 2000))
  return Object.fromEntries(
    names.filter((name) => people || !('people' in defectKinds[name])).map((name) => [name, each]),
  )
}

/**
 * Where each defect goes: never nearer than three records to another and never the first or last, so that the records beside it
 * are sound and can be overlapped, repeated or contradicted.
 */
export function planDefects(parcels: number, counts: DefectCounts, random: () => number): ReadonlyMap<number, Defect> {
  const queue = names.flatMap((name) => new Array<Defect>(counts[name] ?? 0).fill(name))
  if (queue.length * 3 > parcels) throw new Error(`${queue.length} defects need at least ${queue.length * 3} parcels`)
  for (let i = queue.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1))
    const swapped = queue[i]!
    queue[i] = queue[j]!
    queue[j] = swapped
  }
  return new Map(queue.map((defect, k) => [Math.floor(((k + 0.5) * parcels) / queue.length), defect]))
}
