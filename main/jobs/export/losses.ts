import type { ExportLoss, LossCode } from './request.ts'

/** Gathers what an export loses: one entry a code, layer and field, with how often. */
export interface LossTally {
  count(code: LossCode, layer: string, field?: string, times?: number): void
  /** Said once, whatever the number. */
  say(code: LossCode, layer: string | null, params: Readonly<Record<string, string | number>>): void
  list(): readonly ExportLoss[]
}

/** The code under which the titles of layers stand in lang/model. */
export const layerTitle = (layer: string): string => `layer.${layer}`

export function createLossTally(): LossTally {
  const counts = new Map<string, { code: LossCode; layer: string; field: string | undefined; count: number }>()
  const said: ExportLoss[] = []
  return {
    count(code, layer, field, times = 1) {
      if (times === 0) return
      const key = `${code}|${layer}|${field ?? ''}`
      const entry = counts.get(key) ?? { code, layer, field, count: 0 }
      entry.count += times
      counts.set(key, entry)
    },
    say: (code, layer, params) =>
      void said.push({ code, layer, params: layer === null ? params : { layer: layerTitle(layer), ...params } }),
    list: () => [
      ...said,
      ...[...counts.values()].map(({ code, layer, field, count }) => ({
        code,
        layer,
        params: { layer: layerTitle(layer), count, ...(field === undefined ? {} : { field }) },
      })),
    ],
  }
}
