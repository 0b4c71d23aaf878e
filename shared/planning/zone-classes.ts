import type { Text } from '../lang/message.ts'
import type { ZoneKind } from '../model/plan-layers.ts'
import type { Zone } from './control-rules.ts'

/** Zones as a map tells them apart. Colours 待核实. */
export interface ZoneClass {
  readonly kind: ZoneKind
  /** Codes begin with it; null: every other code of the kind. */
  readonly prefix: string | null
  readonly title: Text
  /** #rrggbb */
  readonly colour: string
}

const zone = (kind: ZoneKind, prefix: string | null, zh: string, en: string, colour: string): ZoneClass => ({
  kind,
  prefix,
  title: { zh, en },
  colour,
})

/** The first one that fits is a zone's class: the longer prefixes stand before the shorter. */
export const zoneClasses: readonly ZoneClass[] = [
  zone('basic_farmland', null, '永久基本农田', 'permanent basic farmland', '#e6b800'),
  zone('red_line', null, '生态保护红线', 'ecological red line', '#2e7d32'),
  zone('construction_zone', '01', '允许建设区', 'construction allowed', '#ef9a9a'),
  zone('construction_zone', '02', '有条件建设区', 'construction conditional', '#ffcc80'),
  zone('construction_zone', '03', '限制建设区', 'construction restricted', '#c5e1a5'),
  zone('construction_zone', '04', '禁止建设区', 'construction prohibited', '#80a8d8'),
  zone('construction_zone', null, '其他管制区', 'other control zones', '#bdbdbd'),
  zone('control_boundary', '0101', '一般生态空间', 'general ecological space', '#a5d6a7'),
  zone('control_boundary', '0102', '生态保护红线', 'ecological red line', '#2e7d32'),
  zone('control_boundary', '0201', '一般农业空间', 'general agricultural space', '#fff59d'),
  zone('control_boundary', '0202', '永久基本农田', 'permanent basic farmland', '#e6b800'),
  zone('control_boundary', '0301', '村庄集中建设区', 'concentrated village construction', '#ef9a9a'),
  zone('control_boundary', '0302', '村庄弹性发展区', 'flexible village development', '#ffcc80'),
  zone('control_boundary', '04', '城镇空间', 'town space', '#e57399'),
  zone('control_boundary', null, '其他管控边界', 'other control boundaries', '#bdbdbd'),
  zone('construction_boundary', null, '村庄建设边界', 'village construction boundary', '#d81b60'),
]

/** Its place in the list; -1: no kind that is known. */
export const zoneClassOf = ({ kind, code }: Zone): number =>
  zoneClasses.findIndex((each) => each.kind === kind && (each.prefix === null || (code ?? '').startsWith(each.prefix)))
