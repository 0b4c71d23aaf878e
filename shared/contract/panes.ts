import * as z from 'zod/mini'

/** Parts of the survey's screen that have a size of their own; the table has the rest. */
const panes = ['tree', 'map', 'figures'] as const
export type Pane = (typeof panes)[number]

/** In pixels. A smaller one shows nothing that can be read. */
export const smallestPane: Readonly<Record<Pane, number>> = { tree: 160, map: 240, figures: 120 }

/** Pixels as the user left them; 0: closed. A pane that was never changed is not in it. */
export type PaneSizes = Readonly<Partial<Record<Pane, number>>>

export const paneSizes: z.ZodMiniType<PaneSizes> = z.partialRecord(z.enum(panes), z.int().check(z.minimum(0)))
