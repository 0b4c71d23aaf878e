import { acquisitions, landsTaken, plotKinds, yesNo } from './code-lists.ts'
import type { ColumnDefinition } from './column.ts'

/** What homestead standards ask of a parcel beyond its area and approval. */
export const standardsOfParcel: readonly ColumnDefinition[] = [
  {
    name: 'acquisition',
    type: 'text',
    codes: ['权属来源'],
    title: { zh: '权属来源', en: 'how it was acquired' },
    codeList: acquisitions,
  },
  {
    name: 'enlarged_since',
    type: 'text',
    codes: ['是否扩大'],
    title: { zh: '取得后是否扩大', en: 'enlarged since' },
    codeList: yesNo,
  },
  {
    name: 'land_taken',
    type: 'text',
    codes: ['占用地类'],
    title: { zh: '占用土地', en: 'land taken' },
    codeList: landsTaken,
  },
  {
    name: 'plot_kind',
    type: 'text',
    codes: ['新批或既有'],
    title: { zh: '新批或既有', en: 'new or existing plot' },
    codeList: plotKinds,
  },
  {
    name: 'handled_area_m2',
    type: 'number',
    codes: ['处理面积'],
    title: { zh: '处理后确认面积', en: 'area confirmed by handling' },
    unit: 'm2',
  },
  {
    name: 'handled_document',
    type: 'text',
    codes: ['处理文号'],
    title: { zh: '处理文件', en: 'document of the handling' },
  },
  {
    name: 'counts_as_home',
    type: 'text',
    codes: ['是否保留'],
    title: { zh: '一户多宅中保留的一处', en: 'the plot that counts as the one' },
    codeList: yesNo,
  },
]

/** What they ask of a household. */
export const standardsOfHousehold: readonly ColumnDefinition[] = [
  {
    name: 'divisible_into',
    type: 'integer',
    codes: ['可分户数'],
    title: { zh: '可分户数（含本户）', en: 'households it may be divided into, itself included' },
  },
  {
    name: 'entitled',
    type: 'text',
    codes: ['是否有资格权'],
    title: { zh: '是否有资格权', en: 'entitled to a homestead' },
    codeList: yesNo,
  },
  {
    name: 'fee_class',
    type: 'text',
    codes: ['减免类别'],
    title: { zh: '减免类别（如五保、低保）', en: 'class for exemptions, e.g. 五保, 低保' },
  },
]
