import type { Messages } from './message.ts'

export const importMessages = {
  'layer.ambiguous': {
    zh: '{file} 中有多个图层（{layers}）：请用 --layer 类型=图层名 指定。',
    en: '{file} holds several layers ({layers}): name the one with --layer KIND=NAME.',
  },
  'layer.unknown': {
    zh: '{file} 中没有图层“{layer}”，只有 {layers}：请改正图层名。',
    en: '{file} has no layer "{layer}", only {layers}: correct the name.',
  },
  'layer.not-polygon': {
    zh: '{file} 的图层“{layer}”是 {type}，不是面图层：请选择面图层。',
    en: 'The layer "{layer}" in {file} is {type}, not polygons: choose a polygon layer.',
  },
  'layer.no-geometry': {
    zh: '{file} 的“{layer}”没有图形：请选择带图形的图层。',
    en: '"{layer}" in {file} has no shapes: choose a layer with shapes.',
  },
  'map.unknown-field': {
    zh: '--map 中 {code} 所指的列“{field}”在 {file} 中不存在：请改正列名。',
    en: 'The column "{field}" that --map gives for {code} is not in {file}: correct its name.',
  },
  'map.unknown-code': {
    zh: '--map 中的字段代码 {code} 不属于要导入的类型：请改正字段代码。',
    en: 'The field code {code} in --map does not belong to this kind of layer: correct it.',
  },
  'map.unreadable': {
    zh: '--map 文件 {file} 看不懂：应为 {"ZDDM": "源列名"} 形式的 JSON。',
    en: 'The --map file {file} is not understood: it should be JSON like {"ZDDM": "source column"}.',
  },
  'encoding.undecided': {
    zh: '{file} 的文字编码无法确定：请用 --encoding 指定，可能是 {proposals}。',
    en: 'The encoding of {file} cannot be told: give it with --encoding, perhaps {proposals}.',
  },
  'batch.in-use': {
    zh: '批次 {batch} 之后已有 {count} 项工作以它为基础，不能回滚：请先撤销这些工作。',
    en: 'Later work rests on batch {batch} ({count} {count:item|items}), so it cannot be rolled back: undo that first.',
  },
  'batch.rolled-back': { zh: '批次 {batch} 已经回滚过。', en: 'Batch {batch} has already been rolled back.' },
  'personal.reference-unknown': {
    zh: '引用的个人信息不在本调查文件中，已留空，请补填',
    en: 'the personal value it refers to is not in this survey and was left blank; fill it in',
  },
  'village.no-code': { zh: '没有行政村代码', en: 'no village code' },
  'person.unnamed': { zh: '既没有姓名也没有证件号码', en: 'neither a name nor an identity number' },
  'record.unreadable': { zh: '记录无法读取（{reason}）', en: 'the record cannot be read ({reason})' },
  'code.exists': { zh: '调查文件中已有这个代码', en: 'the survey already has this code' },
  'household.unknown': {
    zh: '无法确定属于哪一农户，请填写农户代码（NHDM）和行政村，或填写已登记到农户的宗地代码',
    en: 'it cannot be told which household this is; give the household code (NHDM) and village, or the code of a parcel that has a household',
  },
  'household.row-differs': {
    zh: '与名单中同一农户的前一行不一致，保留前一行的内容，请核对',
    en: 'it contradicts an earlier row of the same household, which was kept; check them',
  },
  'person.row-differs': {
    zh: '与名单中同一人员的前一行不一致，保留前一行的内容，请核对',
    en: 'it contradicts an earlier row of the same person, which was kept; check them',
  },
  'parcel.unknown': {
    zh: '所填宗地代码不在调查文件中，请核对',
    en: 'the survey has no parcel of the code it names; check it',
  },
  'geometry.not-polygon': { zh: '图形不是面', en: 'the shape is not a polygon' },
  'geometry.m-dropped': { zh: '测量值 M 未保留', en: 'the measure M was not kept' },
} as const satisfies Messages
