import { type ListLayer, listLayers } from '../../shared/model/list-columns.ts'

/** The layer whose rows a finding's subject stands among; null for batches and rules. */
export const layerOfSubject = (kind: string): ListLayer | null => listLayers.find((layer) => layer === kind) ?? null
