/** x = a·column + b·row + c, y = d·column + e·row + f: from a picture's pixels, whose first corner is 0, 0, to a plane. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

/** The way back; null: the picture has no area there. */
export function inverseOf([a, b, c, d, e, f]: Affine): Affine | null {
  const det = a * e - b * d
  if (!Number.isFinite(det) || det === 0 || !Number.isFinite(c) || !Number.isFinite(f)) return null
  return [e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det]
}

/** Moves the first corner by parts of a pixel: a centre that was written down half a pixel away from it. */
export const movedBy = ([a, b, c, d, e, f]: Affine, columns: number, rows: number): Affine => [
  a,
  b,
  c + a * columns + b * rows,
  d,
  e,
  f + d * columns + e * rows,
]
