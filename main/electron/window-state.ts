import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Rectangle, Size } from 'electron'
import * as z from 'zod/mini'

const stateSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().check(z.minimum(400)),
  height: z.int().check(z.minimum(300)),
  maximised: z.boolean(),
})
type WindowState = z.infer<typeof stateSchema>

/** Fits the smallest screen that the window is made for. */
const FIRST_SIZE = { width: 1280, height: 720 }

/** What the window is made for, or the largest screen where that is smaller (a small laptop at 125 %). */
export function smallestSize(screens: readonly Rectangle[]): { readonly minWidth: number; readonly minHeight: number } {
  const { width, height } = fitting({ width: 1024, height: 640 }, screens)
  return { minWidth: width, minHeight: height }
}

/** In the middle of a screen that is smaller, a window would have its title bar above the edge. */
const fitting = ({ width, height }: Size, screens: readonly Rectangle[]): Size => ({
  width: Math.min(width, Math.max(...screens.map((screen) => screen.width))),
  height: Math.min(height, Math.max(...screens.map((screen) => screen.height))),
})

/** Where the window stood when it was last closed; on no screen any more, or never: the first size, in the middle. */
export function rememberedPlace(
  file: string,
  screens: readonly Rectangle[],
): { readonly bounds: Partial<Rectangle>; readonly maximised: boolean } {
  const state = readState(file)
  if (state === null) return { bounds: fitting(FIRST_SIZE, screens), maximised: true }
  const { maximised, ...bounds } = state
  return screens.some((screen) => overlaps(screen, bounds))
    ? { bounds, maximised }
    : { bounds: fitting(bounds, screens), maximised }
}

function readState(file: string): WindowState | null {
  try {
    const parsed = stateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null // never kept, or not ours any more: the window opens as if for the first time
  }
}

/** Enough of the title bar must be seen to take hold of it. */
const overlaps = (screen: Rectangle, { x, y, width }: Rectangle): boolean =>
  x + width > screen.x + 100 &&
  x < screen.x + screen.width - 100 &&
  y >= screen.y - 20 &&
  y < screen.y + screen.height - 40

export function keepPlace(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(state))
  } catch {
    // A full or read-only disk loses the window's place and nothing else: closing must not fail for it.
  }
}
