import { type Affine, movedBy } from '../../geo/affine.ts'

/** What a world file (.tfw) says, one number a line: a, d, b, e and the centre of the first pixel. null: it is none. */
export function readWorldFile(text: string): Affine | null {
  const numbers = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\s+/)
    .map((word) => Number(word.replace(',', '.')))
  const [a, d, b, e, c, f] = numbers
  if (numbers.length < 6 || !numbers.slice(0, 6).every(Number.isFinite)) return null
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined)
    return null
  return movedBy([a, b, c, d, e, f], -0.5, -0.5)
}
