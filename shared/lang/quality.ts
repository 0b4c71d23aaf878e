import type { Messages } from './message.ts'

/** Titles of the rules, as `check` lists them. */
export const ruleTitles = {
  'geometry.missing': { zh: '没有图形', en: 'no geometry' },
  'geometry.too-few-points': { zh: '界址点不足', en: 'too few vertices' },
  'geometry.not-finite': { zh: '坐标不是数值', en: 'coordinates that are no numbers' },
  'crs.outside-zone': { zh: '超出投影带', en: 'outside the projection zone' },
  'geometry.self-intersection': { zh: '图形无效（自相交等）', en: 'invalid geometry (self-intersection and the like)' },
  'parcel.overlap': { zh: '宗地重叠', en: 'overlapping parcels' },
  'building.outside-parcel': { zh: '房屋超出宗地', en: 'building outside its parcel' },
  'parcel.outside-village': { zh: '宗地超出村界', en: 'parcel outside its village' },
  'code.missing': { zh: '缺少宗地代码', en: 'no parcel code' },
  'code.format': { zh: '宗地代码格式错误', en: 'malformed parcel code' },
  'code.unusual': { zh: '宗地代码少见', en: 'unusual parcel code' },
  'code.duplicate': { zh: '宗地代码重复', en: 'repeated parcel code' },
  'village.missing': { zh: '未注明行政村', en: 'no village' },
  'village.derived': { zh: '行政村仅由宗地代码推测', en: 'village only proposed by the parcel code' },
  'village.unknown': { zh: '行政村不在名录中', en: 'unknown village' },
  'type.missing': { zh: '村庄类型未定', en: 'no village type' },
  'terrain.missing': { zh: '地形未定', en: 'no terrain' },
  'area.declared-differs': { zh: '申报面积与计算面积不符', en: 'declared area differs from the computed one' },
  'area.approved-zero': { zh: '批准面积为零', en: 'approved area is zero' },
  'id.checksum': { zh: '证件号码校验不通过', en: 'identity number fails its check' },
  'person.id-conflict': { zh: '同一证件号码对应不同姓名', en: 'one identity number, several names' },
  'household.size-differs': { zh: '同一农户的人口数不一致', en: 'differing household sizes' },
  'household.no-member': { zh: '农户没有登记成员', en: 'household without members' },
  'import.rejected-pending': { zh: '导入被拒记录待处理', en: 'rejected records waiting to be mended' },
  'geometry.ring-unclosed': { zh: '界址线未闭合', en: 'boundary not closed' },
  'geometry.ring-orientation': { zh: '界址线方向相反', en: 'boundary direction reversed' },
  'geometry.z-dropped': { zh: '高程值未保留', en: 'heights dropped' },
  'text.cut': { zh: '文字被截断', en: 'text cut off' },
  'value.not-a-number': { zh: '数值字段内容不是数字', en: 'a number field holds no number' },
  'value.not-a-date': { zh: '日期字段内容不是日期', en: 'a date field holds no date' },
  'value.not-a-code': { zh: '内容不在代码表中', en: 'not in the code list' },
  'personal.in-text': { zh: '文字中含个人号码', en: 'personal number within a text' },
  'crs.far-from-county': { zh: '位置远离本县区', en: 'far from the county' },
  'crs.overridden': { zh: '导入时另行指定了坐标系', en: 'coordinate system overridden at import' },
  'encoding.cpg-wrong': { zh: '编码声明（.cpg）有误', en: 'wrong .cpg label' },
  'encoding.sniffed': { zh: '编码由内容判断', en: 'encoding found by its contents' },
  'dbf.missing': { zh: '缺少属性表（.dbf）', en: 'no attribute table (.dbf)' },
  'field.unknown': { zh: '含未识别字段', en: 'fields that are not recognised' },
  'check.rule-failed': { zh: '检查规则未能执行', en: 'a rule could not be run' },
} as const satisfies Messages

/**
 * What a finding says of its object, at import and in the check: what is wrong and what to do. The door puts the object or the
 * record in front. The texts of codes about coordinate systems stand in lang/crs.ts.
 */
export const qualityMessages = {
  'geometry.missing': { zh: '没有图形，请补绘后重新导入', en: 'There is no geometry; draw it and import it again' },
  'geometry.too-few-points': {
    zh: '界址点不足三个，请补测',
    en: 'There are fewer than three distinct vertices; survey them again',
  },
  'geometry.not-finite': { zh: '坐标不是数值，请改正', en: 'Some coordinates are no numbers; correct them' },
  'geometry.self-intersection': {
    zh: '图形无效（如界址线自相交），请修改界址线',
    en: 'The geometry is invalid (its boundary crosses itself, for one); mend the boundary',
  },
  'parcel.overlap': {
    zh: '两宗地重叠 {sharedM2} 平方米，请核对共用界址线',
    en: 'The two parcels share {sharedM2} m²; check their common boundary',
  },
  'building.outside-parcel': {
    zh: '房屋有 {outsideM2} 平方米在所属宗地之外，请核对图形或所属宗地',
    en: '{outsideM2} m² of the building lie outside its parcel; check the outline or the parcel it belongs to',
  },
  'parcel.outside-village': {
    zh: '宗地有 {outsideM2} 平方米在行政村 {villageCode} 之外，请核对村界或行政村代码',
    en: '{outsideM2} m² of the parcel lie outside village {villageCode}; check the village boundary or the code',
  },
  'code.missing': { zh: '没有宗地代码，请补编', en: 'There is no parcel code; give one' },
  'code.format': {
    zh: '宗地代码不符合 GB/T 37346 的 19 位格式，请改正',
    en: 'The parcel code does not follow the 19 characters of GB/T 37346; correct it',
  },
  'code.unusual': {
    zh: '宗地代码的宗地特征码少见（GA、GC），请核对',
    en: 'The feature characters of the parcel code are unusual (GA, GC); check them',
  },
  'code.duplicate': {
    zh: '宗地代码与前面的宗地重复，请改正其一',
    en: 'The parcel code repeats that of an earlier parcel; correct one of them',
  },
  'village.missing': { zh: '未注明行政村，请补填', en: 'No village is named; add it' },
  'village.derived': {
    zh: '未注明行政村，仅能由宗地代码推测，请确认',
    en: 'No village is named and the parcel code only proposes one; confirm it',
  },
  'village.unknown': {
    zh: '行政村代码不在名录中，请改正代码或补入该村',
    en: 'The village code is not in the survey; correct it or add the village',
  },
  'type.missing': {
    zh: '行政村未定村庄类型，无法套用标准，请补填',
    en: 'The village has no type, on which its standard depends; add it',
  },
  'terrain.missing': {
    zh: '行政村未定地形，无法套用标准，请补填',
    en: 'The village has no terrain, on which its standard depends; add it',
  },
  'area.declared-differs': {
    zh: '申报面积 {declaredM2} 平方米，计算面积 {computedM2} 平方米，请核对',
    en: 'Declared {declaredM2} m², computed {computedM2} m²; check which is right',
  },
  'area.approved-zero': {
    zh: '批准面积为 0，请核对是否应为空',
    en: 'The approved area is 0; check whether it should be blank',
  },
  'id.checksum': {
    zh: '证件号码校验不通过，请核对证件',
    en: 'The identity number fails its check; compare it with the document',
  },
  'person.id-conflict': {
    zh: '同一证件号码对应不同姓名，请核对',
    en: 'One identity number stands under two names; check both',
  },
  'household.size-differs': {
    zh: '同一农户的家庭人口填写不一致，请核对',
    en: 'The records of one household give it different sizes; check them',
  },
  'household.no-member': { zh: '农户没有登记成员，请补录', en: 'The household has no members; enter them' },
  'import.rejected-pending': {
    zh: '{file} 第 {record} 条记录导入时被拒（{codes}），请改正后重新导入',
    en: 'Record {record} of {file} was rejected ({codes}); mend it and import it again',
  },
  'geometry.ring-unclosed': {
    zh: '界址线首尾不闭合，已按闭合处理，请核对',
    en: 'The boundary did not end where it began and was closed; check it',
  },
  'geometry.ring-orientation': {
    zh: '界址线方向与规范相反，面积不受影响',
    en: 'The boundary runs the other way round; the area is not affected',
  },
  'geometry.z-dropped': { zh: '高程值未保留', en: 'The heights were dropped' },
  'text.cut': { zh: '有文字在字段末尾被截断，请核对', en: 'A text was cut off at the end of its field; check it' },
  'value.not-a-number': { zh: '数值字段内容不是数字，请补填', en: 'A number field holds no number; fill it in' },
  'value.not-a-date': { zh: '日期字段内容不是日期，请补填', en: 'A date field holds no date; fill it in' },
  'value.not-a-code': {
    zh: '村庄类型或地形不在代码表中，已留空，请补填',
    en: 'The village type or terrain is not in its code list and was left blank; fill it in',
  },
  'personal.in-text': {
    zh: '文字中含个人号码，已加密保存',
    en: 'A text held a personal number, which is kept encrypted',
  },
  'encoding.cpg-wrong': {
    zh: '编码声明（.cpg）与内容不符，已按内容判断，请抽查文字',
    en: 'The .cpg label does not fit the contents, which decided; look at some texts',
  },
  'encoding.sniffed': {
    zh: '文件未声明编码，已按内容判断，请抽查文字',
    en: 'The file names no encoding, so its contents decided; look at some texts',
  },
  'dbf.missing': {
    zh: '没有属性表（.dbf），请补齐后重新导入',
    en: 'There is no attribute table (.dbf); complete it and import it again',
  },
  'field.unknown': {
    zh: '字段 {fields} 未识别，已原样保留',
    en: 'Fields {fields} are not recognised; they are kept as they are',
  },
  'check.rule-failed': {
    zh: '规则 {rule} 未能执行，成果不能提交，请反馈此问题',
    en: 'Rule {rule} could not be run, so nothing may be handed over; please report this',
  },
} as const satisfies Messages
