import type { ImportedLayer } from '../../shared/contract/answers.ts'
import type { CrsEvidence, ExaminedFile, ExaminedLayer, TextSample } from '../../shared/contract/examined.ts'
import type { Outcome, Refusal } from '../../shared/contract/outcome.ts'
import type { SourceField } from '../../shared/formats/source.ts'
import type { Crs } from '../../shared/geo/crs/catalogue.ts'
import { decideSourceCrs, type SourceCrsDecision } from '../../shared/geo/crs/decide.ts'
import type { CoordinateEvidence } from '../../shared/geo/crs/plausibility.ts'
import { type ColumnPlan, planColumns } from '../../shared/model/column-plan.ts'
import { isMendTable, layerKinds, layers, type SurveyKind } from '../../shared/model/layers.ts'
import type { PickedFile } from '../state/door.ts'

export const steps = ['files', 'layers', 'fields', 'trial', 'result'] as const
export type Step = (typeof steps)[number]

/** One layer of a file and what the user decided about it. */
export interface LayerChoice {
  readonly name: string
  readonly isChosen: boolean
  readonly kind: SurveyKind | null
  /** null: as the file was read. */
  readonly encoding: string | null
  /** `EPSG:4527`; null: as the file says. */
  readonly sourceCrs: string | null
  readonly swapAxes: boolean
  /** Field code → source column; an empty one leaves the code unfilled. */
  readonly map: Readonly<Record<string, string>>
}

export interface Source {
  readonly key: string
  readonly file: string
  readonly name: string
  readonly state: 'reading' | 'ready' | 'refused'
  readonly refusal: Refusal | null
  readonly examined: ExaminedFile | null
  readonly encoding: string | null
  readonly sheet: string | null
  readonly headerRow: number | null
  /** Parameters that lead from another datum to CGCS2000. */
  readonly datum: PickedFile | null
  readonly choices: readonly LayerChoice[]
}

export interface ImportOptions {
  readonly onDuplicate: 'reject' | 'skip' | 'update'
  readonly villageFromCode: boolean
}

/** What came of one file, tried or imported. */
export interface Run {
  readonly source: string
  readonly outcome: Outcome<{ readonly layers: readonly ImportedLayer[] }> | 'cancelled'
}

export interface Wizard {
  readonly step: Step
  readonly sources: readonly Source[]
  readonly options: ImportOptions
  /** Files that are on their way, and how many have come. */
  readonly receiving: { readonly done: number; readonly total: number } | null
  readonly problem: Refusal | null
  readonly isRunning: boolean
  /** It was half done when the window was closed or reloaded. */
  readonly isTakenUp: boolean
  readonly trial: readonly Run[] | null
  readonly result: readonly Run[] | null
}

export const freshWizard: Wizard = {
  step: 'files',
  sources: [],
  options: { onDuplicate: 'reject', villageFromCode: false },
  receiving: null,
  problem: null,
  isRunning: false,
  isTakenUp: false,
  trial: null,
  result: null,
}

/** A layer with its file: what most of the steps go through. */
export interface Item {
  readonly source: Source
  readonly layer: ExaminedLayer
  readonly choice: LayerChoice
}

export function itemsOf(wizard: Wizard): readonly Item[] {
  return wizard.sources.flatMap((source) =>
    source.choices.flatMap((choice) => {
      const layer = source.examined?.layers.find(({ name }) => name === choice.name)
      return layer === undefined ? [] : [{ source, layer, choice }]
    }),
  )
}

export const itemKey = ({ source, choice }: Item): string => `${source.key}/${choice.name}`
export const chosenOf = (wizard: Wizard): readonly Item[] => itemsOf(wizard).filter(({ choice }) => choice.isChosen)

export const encodingOf = ({ layer, choice }: Item): string | null => choice.encoding ?? layer.encoding

export const sampleOf = (item: Item): TextSample | undefined =>
  item.layer.samples.find(({ encoding }) => encoding === encodingOf(item)) ?? item.layer.samples[0]

/** The layer's fields as they are called in the chosen encoding. */
export function fieldsOf(item: Item): readonly SourceField[] {
  const names = sampleOf(item)?.fields ?? []
  return item.layer.fields.map((field, index) => ({ ...field, name: names[index] ?? field.name }))
}

export const planOf = (item: Item): ColumnPlan | null => {
  const { choice, source } = item
  if (choice.kind === null) return null
  const plan = planColumns(choice.kind, fieldsOf(item), choice.map, source.name)
  return plan.ok ? plan.value : null
}

export const coordinatesOf = ({ samples }: CrsEvidence): CoordinateEvidence => ({
  samples: Float64Array.from(samples),
  extent: null,
})

/** In which system the layer comes, by the rules of the import; null: it has no coordinates. */
export function crsOfItem(
  { layer, choice, source }: Item,
  target: Crs,
  county: string,
): Outcome<SourceCrsDecision> | null {
  const evidence = layer.crsEvidence
  if (evidence === null || (choice.kind !== null && layers[choice.kind].geometryType === null)) return null
  return decideSourceCrs({
    file: source.name,
    declared: evidence.declared,
    declaredFrom: evidence.declaredFrom,
    option: choice.sourceCrs === null ? null : Number(choice.sourceCrs.replace('EPSG:', '')),
    swapAxes: choice.swapAxes,
    datumParameters: null,
    evidence: coordinatesOf(evidence),
    target,
    county,
  })
}

export type Obstacle = 'kind' | 'shapes' | 'encoding' | 'crs' | 'empty'

/** What still has to be answered before the layer can come in. */
export function obstaclesOf(item: Item, target: Crs, county: string): readonly Obstacle[] {
  const { layer, choice, source } = item
  const found: Obstacle[] = []
  if (layer.records === 0) found.push('empty')
  if (choice.kind === null) found.push('kind')
  else if (layers[choice.kind].geometryType !== null && !bringsShapes(layer)) found.push('shapes')
  if (layer.samples.length > 1 && encodingOf(item) === null) found.push('encoding')
  const crs = crsOfItem(item, target, county)
  const isShifted = source.datum !== null && crs?.ok === false && crs.refusal.code === 'crs.other-datum'
  if (crs?.ok === false && !isShifted) found.push('crs')
  return found
}

const hasPolygons = (geometryType: string | null): boolean =>
  geometryType !== null && /polygon|patch|surface|^geometry|unknown/i.test(geometryType)

/** Of its own, or those of the rejected records that it mends. */
const bringsShapes = (layer: ExaminedLayer): boolean => hasPolygons(layer.geometryType) || isMendTable(layer)

/** Kinds that a layer can be: with shapes or without. Lists without shapes may come out of layers with them, too. */
export const kindsFor = (layer: ExaminedLayer): readonly SurveyKind[] =>
  layerKinds.filter((kind) => layers[kind].geometryType === null || bringsShapes(layer))
