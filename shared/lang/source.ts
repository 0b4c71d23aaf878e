import type { Messages } from './message.ts'

/**
 * Refusals, findings and reasons about files that are opened. Refusals have `{file}`; findings stand beside their layer and need
 * none; `{reason}` is a system word or another code of this table. Findings that an import keeps are worded in quality.ts.
 */
export const sourceMessages = {
  'source.not-found': { zh: '找不到文件 {file}，请检查路径', en: 'There is no file {file}; check the path' },
  'source.not-a-file': {
    zh: '{file} 不是文件，请指定 .shp、.zip、.gpkg、.geojson、.xlsx 或 .csv 文件',
    en: '{file} is not a file; name a .shp, .zip, .gpkg, .geojson, .xlsx or .csv',
  },
  'source.unreadable': {
    zh: '{file} 无法读取（{reason}），请检查权限或关闭占用它的程序后重试',
    en: '{file} cannot be read ({reason}); check its permissions or close the program that holds it, then try again',
  },
  'source.unknown-type': {
    zh: '{file} 的类型 {extension} 不受支持，请指定 .shp、.zip、.gpkg、.geojson、.xlsx 或 .csv 文件',
    en: '{file} is of an unsupported type {extension}; name a .shp, .zip, .gpkg, .geojson, .xlsx or .csv',
  },
  'source.no-layer': {
    zh: '{file} 中没有可导入的图层或表格，请确认压缩包内含 .shp、.gpkg 或 .geojson',
    en: '{file} holds no layer or table to import; make sure that a .shp, .gpkg or .geojson is in it',
  },
  'source.nothing-readable': {
    zh: '{file} 的 {records} 条记录都无法读取，从第 {record} 条起：{reason}，请向提供方索取完好的文件',
    en: '{file}: none of its {records} {records:record|records} can be read, from record {record} on: {reason}; ask for a sound copy',
  },
  'layer.empty': {
    zh: '图层为空，没有任何记录，请确认是否给错文件',
    en: 'The layer is empty; check that it is the right file',
  },
  'layer.all-deleted': {
    zh: '全部 {records} 条记录已标记删除，不会导入，请确认是否给错文件',
    en: 'All {records} {records:record is|records are} flagged deleted and will not be imported; check that it is the right file',
  },

  'shp.missing': {
    zh: '{file} 缺少 .shp 主文件，只有索引或属性无法得到图形，请补齐后再导入',
    en: '{file} has no .shp beside it, and there are no shapes without it; add it and try again',
  },
  'shp.empty': { zh: '{file} 是空文件（0 字节），请重新拷贝', en: '{file} is empty (0 bytes); copy it again' },
  'shp.not-a-shapefile': {
    zh: '{file} 不是有效的 Shapefile（文件头不是 9994，内容像 {looksLike}），请重新导出或拷贝',
    en: '{file} is not a shapefile (its header is not 9994, it looks like {looksLike}); export or copy it again',
  },
  'shp.looks-like.zip': { zh: '压缩包', en: 'a zip archive' },
  'shp.looks-like.git-lfs': { zh: 'Git LFS 指针', en: 'a Git LFS pointer' },
  'shp.looks-like.text': { zh: '文本', en: 'text' },
  'shp.looks-like.nothing-known': { zh: '其他类型的文件', en: 'another kind of file' },
  'shp.too-short': {
    zh: '{file} 只有 {byteLength} 字节，连文件头都不完整，请重新拷贝',
    en: '{file} has only {byteLength} {byteLength:byte|bytes}, less than its header; copy it again',
  },
  'shp.unknown-type': {
    zh: '{file} 的图形类型无法识别，请用 CASS 或 ArcGIS 重新导出为面',
    en: '{file} has an unknown shape type; export it again as polygons',
  },
  'shp.too-large': {
    zh: '输出超过 Shapefile 的 2 GB 上限，请分批导出或改用 GeoPackage',
    en: 'The output exceeds the 2 GB limit of a shapefile; export in parts or as a GeoPackage',
  },
  'shp.truncated': {
    zh: '.shp 被截断：应有 {declaredByteLength} 字节，实有 {byteLength} 字节，缺失的记录无法读取，请重新拷贝',
    en: 'The .shp is truncated: {byteLength} of {declaredByteLength} {declaredByteLength:byte|bytes}; the missing records cannot be read, copy it again',
  },
  'shp.header-length': {
    zh: '.shp 文件头记录的长度（{declaredByteLength}）与实际（{byteLength}）不符，已按实际内容读取，请核对记录数',
    en: 'The .shp header states {declaredByteLength} {declaredByteLength:byte|bytes} but there {byteLength:is|are} {byteLength}; the records that are there were read, check their number',
  },
  'shp.trailing-bytes': {
    zh: '.shp 末尾有 {bytes} 个多余字节，已忽略，请核对记录数',
    en: 'The .shp ends with {bytes} surplus {bytes:byte|bytes}, which {bytes:was|were} ignored; check the number of records',
  },
  'shp.unreadable-from': {
    zh: '.shp 从第 {record} 条记录（字节 {byte}）起损坏，请向提供方索取完好的文件',
    en: 'The .shp is damaged from record {record} (byte {byte}) on; ask for a sound copy',
  },
  'shp.record-numbers': {
    zh: '{records} 条记录的编号不连续，已按在文件中的先后编号，请核对属性是否对应',
    en: '{records} record {records:number is|numbers are} out of sequence; the order in the file was used, check that attributes match',
  },
  'shp.record-length': {
    zh: '记录长度有误，该记录无法读取，请在原软件中重新导出',
    en: 'The record states a wrong length and cannot be read; export it again',
  },
  'shp.record-missing': {
    zh: '记录不在文件中，请向提供方索取完好的文件',
    en: 'The record is not in the file; ask for a sound copy',
  },
  'shp.out-of-step': {
    zh: '前一条记录损坏，该记录的位置无法确定，请重新导出',
    en: 'The place of the record is lost because one before it is damaged; export it again',
  },
  'shp.record-too-short': { zh: '记录内容过短，请在原软件中重新导出', en: 'The record is too short; export it again' },
  'shp.type-mismatch': {
    zh: '记录的图形类型与图层不同，Shapefile 不允许混合类型，请按类型分层导出',
    en: 'The record has another shape type than the layer, which a shapefile forbids; export one layer a type',
  },
  'shp.point.too-short': {
    zh: '点的坐标不完整，请在原软件中重新导出',
    en: 'The point lacks coordinates; export it again',
  },
  'shp.multipoint.bad-counts': {
    zh: '多点的点数与记录长度不符，请在原软件中重新导出',
    en: 'The number of points does not fit the record; export it again',
  },
  'shp.polyline.bad-counts': {
    zh: '线的段数或点数与记录长度不符，请在原软件中重新导出',
    en: 'The number of parts or points does not fit the record; export it again',
  },
  'shp.polyline.bad-parts': {
    zh: '线的分段起点有误，请在原软件中重新导出',
    en: 'The parts of the line start at impossible places; export it again',
  },
  'shp.polygon.bad-counts': {
    zh: '面的环数或点数与记录长度不符，请在原软件中重新导出',
    en: 'The number of rings or points does not fit the record; export it again',
  },
  'shp.polygon.bad-parts': {
    zh: '面的环起点有误，请在原软件中重新导出',
    en: 'The rings of the polygon start at impossible places; export it again',
  },
  'shp.multipatch.bad-counts': {
    zh: '多面体的面数或点数与记录长度不符，请在原软件中重新导出',
    en: 'The number of patches or points does not fit the record; export it again',
  },
  'shp.multipatch.bad-parts': {
    zh: '多面体的分片起点有误，请在原软件中重新导出',
    en: 'The patches start at impossible places; export it again',
  },
  'shp.multipatch.unsupported': {
    zh: '不支持多面体（MultiPatch），请转换为面后再导入',
    en: 'MultiPatch is not supported; convert it to polygons',
  },
  'shx.unreadable': {
    zh: '.shx 索引无法识别，已直接按 .shp 读取，请核对记录数',
    en: 'The .shx is not an index; the .shp was read without it, check the number of records',
  },
  'shx.ignored': {
    zh: '.shx 索引与 .shp 有 {records} 处不符，已不采用索引，请核对属性是否对应',
    en: 'The .shx disagrees with the .shp at {records} {records:record|records} and was ignored; check that attributes match',
  },
  'shx.order': {
    zh: '.shx 的记录顺序与 .shp 不同（{records} 处），属性随 .shx，已按其顺序读取，请核对',
    en: 'The .shx has another order than the .shp ({records} {records:record|records}); attributes follow the .shx, so its order was used, please check',
  },

  'dbf.unusable': {
    zh: '{dbf} 无法使用，图形将没有任何属性：{reason}；若只要图形，请移走 {dbf} 后再导入',
    en: '{dbf} cannot be used, and shapes would have no attributes: {reason}; move {dbf} away to import shapes alone',
  },
  'dbf.empty': { zh: '{file} 是空文件（0 字节），请重新拷贝', en: '{file} is empty (0 bytes); copy it again' },
  'dbf.not-a-dbf': {
    zh: '{file} 不是 dBASE 表，请重新导出或拷贝',
    en: '{file} is not a dBASE table; export or copy it again',
  },
  'dbf.unsupported-version': {
    zh: '{file} 是 dBASE 7 格式，请另存为 dBASE III 或 IV',
    en: '{file} is in dBASE 7 format; save it as dBASE III or IV',
  },
  'dbf.record-length': {
    zh: '.dbf 的行长有误（声明 {declared}，字段合计 {computed}），已按与文件大小相符的 {used} 读取，请核对属性',
    en: 'The .dbf states a wrong row length ({declared}, its fields make {computed}); {used}, which fits its size, was used, check the attributes',
  },
  'dbf.record-length-unknown': {
    zh: '{file} 的行长与文件大小不符，属性会错位，请重新导出',
    en: '{file} has a row length that does not fit its size, so that values would drift; export it again',
  },
  'dbf.row-missing': { zh: '属性行不在文件中，请重新拷贝', en: 'The row is not in the file; copy it again' },
  'dbf.rows-surplus': {
    zh: '图形 {shapes} 个，而 {dbf} 有 {rows} 行，多出的行没有图形，未读取，请核对',
    en: 'There {shapes:is|are} {shapes} {shapes:shape|shapes} but {rows} {rows:row|rows} in {dbf}; the rows without a shape were not read, please check',
  },
  'dbf.rows-differ': {
    zh: '图形 {shapes} 个，而 {dbf} 只有 {rows} 行，第 {firstMissing} 条起没有属性，请向提供方索取完整的文件',
    en: 'There {shapes:is|are} {shapes} {shapes:shape|shapes} but only {rows} {rows:row|rows} in {dbf}; from record {firstMissing} on there are no attributes, ask for a whole file',
  },
  'dbf.rows-missing': {
    zh: '{dbf} 声明 {declared} 行，实有 {rows} 行，第 {firstMissing} 行起缺失，请核对',
    en: '{dbf} declares {declared} {declared:row|rows} but holds {rows}; row {firstMissing} is the first one missing, please check',
  },
  'dbf.rows-extra': {
    zh: '{dbf} 在声明的 {declared} 行之后还有 {extra} 行，已忽略，请核对',
    en: '{dbf} has {extra} more {extra:row|rows} than the {declared} it declares, which {extra:was|were} ignored, please check',
  },
  'dbf.trailing-bytes': {
    zh: '{dbf} 末尾有 {bytes} 个多余字节，已忽略，无须处理',
    en: '{dbf} ends with {bytes} surplus {bytes:byte|bytes}, which {bytes:was|were} ignored; nothing to do',
  },
  'dbf.field-name': {
    zh: '有字段名无法解码，已命名为 {field}，请核对字段对应',
    en: 'A field name could not be decoded and is called {field}; check the mapping',
  },
  'dbf.field-repeated': {
    zh: '字段名 {field} 重复，第二个已改称 {renamed}，请核对字段对应',
    en: 'The field name {field} occurs twice, the second is called {renamed}; check the mapping',
  },
  'dbf.field-unread': {
    zh: '字段 {field} 的类型 {type} 不是文字，未读取，请转为文本字段',
    en: 'The field {field} is of type {type}, which is not text, and was not read; convert it to text',
  },
  'dbf.field-count': {
    zh: '字段过多，超过 .dbf 的上限，请减少字段或改用 GeoPackage',
    en: 'There are more fields than a .dbf can hold; drop some or use a GeoPackage',
  },
  'dbf.field-width': {
    zh: '字段 {field} 的宽度超出 .dbf 的上限，请缩短或改用 GeoPackage',
    en: 'The field {field} is wider than a .dbf allows; shorten it or use a GeoPackage',
  },

  'encoding.unknown': {
    zh: '{file} 的文字编码无法判断（可能是 {proposals}），请用 --encoding 指明',
    en: 'The text encoding of {file} cannot be told (perhaps {proposals}); name it with --encoding',
  },
  'encoding.unknown-label': {
    zh: '不认识编码 {label}，请改用 GBK、GB18030 或 UTF-8',
    en: 'There is no encoding {label}; use GBK, GB18030 or UTF-8',
  },
  'encoding.option-wrong': {
    zh: '{file} 有 {values} 个值不是 {label} 编码，请去掉或更正 --encoding',
    en: '{file} has {values} {values:value|values} that are not {label}; leave out or correct --encoding',
  },
  'text.undecodable': {
    zh: '文字不符合该编码，已留空，请核对编码或用 --encoding 指明',
    en: 'The text is not of this encoding and was left blank; check it or name the encoding with --encoding',
  },
  'text.unencodable': {
    zh: '有的字无法用目标编码表示，已替换为问号，请改用 UTF-8 的格式',
    en: 'Some characters do not exist in the target encoding and became question marks; use a UTF-8 format',
  },

  'zip.damaged': {
    zh: '{file} 不是完好的 zip 压缩包，请重新拷贝或压缩',
    en: '{file} is not a sound zip archive; copy or pack it again',
  },
  'zip.encrypted': {
    zh: '{file} 压缩包已加密，请解压后再导入',
    en: '{file} is encrypted; unpack it and import the files',
  },
  'zip.bomb': {
    zh: '{file} 中 {entry} 解压后过大，疑似压缩炸弹，未解压，请核实来源',
    en: '{file}: {entry} would unpack to an implausible size, so nothing was unpacked; check where it comes from',
  },
  'zip.unsafe-path': {
    zh: '{file} 中的路径 {entry} 会写到目录之外，未解压，请核实来源',
    en: '{file} has the path {entry}, which leads out of its folder, so nothing was unpacked; check where it comes from',
  },
  'zip.duplicate-name': {
    zh: '{file} 中有两个同名文件 {entry}，无法确定用哪一个，请重新压缩',
    en: '{file} holds {entry} twice, and which one counts is unknown; pack it again',
  },
  'zip.too-many-entries': {
    zh: '{file} 的文件数超过 {limit} 个，请只压缩要导入的图层',
    en: '{file} holds more than {limit} files; pack only the layers to import',
  },
  'zip.no-space': {
    zh: '磁盘空间不足，无法解压 {file}，请清理磁盘后重试',
    en: 'There is not enough disk space to unpack {file}; free some and try again',
  },
  'zip.nested': {
    zh: '压缩包内含压缩包 {entry}，请先解压再导入',
    en: 'The archive holds another archive, {entry}; unpack it first',
  },
  'zip.method': {
    zh: '压缩包中 {entry} 的压缩方式不受支持，请改用普通 zip 压缩',
    en: '{entry} is packed by an unsupported method; use plain zip',
  },
  'zip.entry-damaged': {
    zh: '压缩包中 {entry} 已损坏（校验不符），请重新压缩',
    en: '{entry} is damaged in the archive (its checksum differs); pack it again',
  },

  'gpkg.not-a-geopackage': {
    zh: '{file} 不是 GeoPackage，请重新导出或拷贝',
    en: '{file} is not a GeoPackage; export or copy it again',
  },
  'gpkg.damaged': {
    zh: 'GeoPackage 已损坏，这一部分无法读取，请向提供方索取完好的文件',
    en: 'The GeoPackage is damaged and this part cannot be read; ask for a sound copy',
  },
  'gpkg.no-vector-layer': {
    zh: '{file} 中没有矢量图层，请确认是否给错文件',
    en: '{file} has no vector layer; check that it is the right file',
  },
  'gpkg.view': {
    zh: '{layer} 是视图而不是表，为安全起见未读取，请另存为表',
    en: '{layer} is a view, not a table, and for safety was not read; save it as a table',
  },
  'gpkg.table-missing': {
    zh: '登记的图层 {layer} 没有对应的表，请重新导出',
    en: 'The layer {layer} is registered but its table is missing; export it again',
  },
  'gpkg.not-a-blob': {
    zh: '图形字段的内容不是 GeoPackage 图形，请重新导出',
    en: 'The geometry column holds something else than a GeoPackage geometry; export it again',
  },
  'gpkg.extended-geometry': {
    zh: '图形是厂商自定义的类型，请转换为普通的面、线或点',
    en: 'The geometry is a vendor type of its own; convert it to plain polygons, lines or points',
  },
  'wkb.truncated': { zh: '图形数据不完整，请重新导出', en: 'The geometry is cut short; export it again' },
  'wkb.bad-counts': {
    zh: '图形的点数与数据长度不符，请重新导出',
    en: 'The number of points does not fit the geometry; export it again',
  },
  'wkb.curve-unsupported': {
    zh: '不支持曲线图形（圆弧、曲线多边形），请在原软件中打散为折线',
    en: 'Curved geometry is not supported; turn arcs into straight segments first',
  },
  'wkb.collection-unsupported': {
    zh: '不支持几何集合（GeometryCollection），请按类型拆分',
    en: 'A geometry collection is not supported; split it by type',
  },
  'wkb.unknown-type': {
    zh: '图形类型无法识别，请转换为普通的面、线或点',
    en: 'The geometry type is unknown; convert it to plain polygons, lines or points',
  },

  'geojson.too-large': {
    zh: '{file} 超过 GeoJSON 的 {limitMb} MB 上限，请改用 GeoPackage 或 Shapefile',
    en: '{file} exceeds the {limitMb} MB limit for GeoJSON; use a GeoPackage or a shapefile',
  },
  'geojson.not-geojson': {
    zh: '{file} 不是 GeoJSON，请检查内容或重新导出',
    en: '{file} is not GeoJSON; check it or export it again',
  },
  'geojson.not-a-feature': {
    zh: '列表中的这一项不是要素（Feature），请重新导出',
    en: 'This member of the list is not a Feature; export it again',
  },
  'geojson.geometry-collection': {
    zh: '不支持几何集合（GeometryCollection），请按类型拆分',
    en: 'A geometry collection is not supported; split it by type',
  },
  'geojson.bad-coordinates': { zh: '坐标的写法有误，请重新导出', en: 'The coordinates are malformed; export it again' },

  'source.option-unheard': {
    zh: '{file} 中没有 {files} 文件，用不上 {option}，请去掉该选项后重试',
    en: '{file} holds no {files} file, so {option} has no use; leave it out and try again',
  },
  'xlsx.damaged': {
    zh: '{file} 不是完好的 xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx',
    en: '{file} is not a sound xlsx workbook; save it again as .xlsx',
  },
  'xlsx.sheet-missing': {
    zh: '{file} 中没有工作表 {sheet}，现有：{sheets}，请更正 --sheet',
    en: '{file} has no sheet {sheet}, it has: {sheets}; correct --sheet',
  },
  'table.too-large': {
    zh: '{file} 超过表格的 {limitMb} MB 上限，请拆分后再导入',
    en: '{file} exceeds the {limitMb} MB limit for tables; split it',
  },
  'table.empty': {
    zh: '{file} 中没有表格（没有一行有两个以上单元格），请检查内容或用 --header-row 指明标题行',
    en: '{file} holds no table (no row with two filled cells); check it or name the title row with --header-row',
  },
  'table.header-row': {
    zh: '以第 {row} 行为标题行，如有不符请用 --header-row 指明',
    en: 'Row {row} was taken for the column titles; if that is wrong, name the row with --header-row',
  },
  'csv.quote-unclosed': {
    zh: '第 {record} 行起的引号没有结束，其后的内容可能并入一个单元格，请改正',
    en: 'A quote opened on line {record} is never closed, so what follows may be one cell; correct it',
  },
  'csv.quote-stray': {
    zh: '第 {record} 行有多余的引号，已按文字保留，请核对',
    en: 'Line {record} has a stray quote, which was kept as text; please check',
  },
} as const satisfies Messages
