/** Shape type codes of the ESRI Shapefile Technical Description (July 1998), page 4. */
export const SHAPE = {
  null: 0,
  point: 1,
  polyLine: 3,
  polygon: 5,
  multiPoint: 8,
  multiPatch: 31,
} as const

const Z_OFFSET = 10
const M_OFFSET = 20

export type ShapeKind = keyof typeof SHAPE

export interface ShapeType {
  readonly kind: ShapeKind
  /** Z types may carry M after Z; whether one does is known record by record. */
  readonly hasZ: boolean
  readonly hasM: boolean
}

const kinds: ReadonlyMap<number, ShapeType> = new Map(
  Object.entries(SHAPE).flatMap(([name, code]) => {
    const kind = name as ShapeKind
    const plain: [number, ShapeType] = [code, { kind, hasZ: kind === 'multiPatch', hasM: false }]
    if (kind === 'null' || kind === 'multiPatch') return [plain]
    const withZ: [number, ShapeType] = [code + Z_OFFSET, { kind, hasZ: true, hasM: false }]
    const withM: [number, ShapeType] = [code + M_OFFSET, { kind, hasZ: false, hasM: true }]
    return [plain, withZ, withM]
  }),
)

/** What a shape type code means; null when the specification has no such code. */
export function shapeTypeOf(code: number): ShapeType | null {
  return kinds.get(code) ?? null
}
