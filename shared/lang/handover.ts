import type { Messages } from './message.ts'

/** Refusals of export, problems of verify, and what other formats lose. */
export const handoverMessages = {
  'package.not-found': {
    zh: '找不到成果包 {file}，请核对路径',
    en: 'There is no package {file}; check the path',
  },
  'package.unreadable': {
    zh: '无法读取成果包 {file}，请检查权限或存储介质',
    en: 'The package {file} cannot be read; check its permissions or the medium',
  },
  'package.not-a-zip': {
    zh: '{path} 不是 zip 文件，请向提交单位重新索取成果包',
    en: '{path} is no zip file; ask the sender for the package again',
  },
  'package.damaged': {
    zh: '{path} 的 zip 结构已损坏或不完整，请重新复制或重新索取',
    en: 'The zip structure of {path} is damaged or incomplete; copy it again or ask for it again',
  },
  'package.not-a-bag': {
    zh: '{path} 中没有 bagit.txt，不是成果包',
    en: '{path} holds no bagit.txt and is no package',
  },
  'package.several-folders': {
    zh: '{path} 中有 {count} 个顶层目录，成果包只应有一个',
    en: '{path} has {count} top folders where a package has one',
  },
  'package.path-unsafe': {
    zh: '{path} 中有越出目录的文件路径，不可信，请勿解压',
    en: '{path} holds a file path that leaves its folder; do not unpack it',
  },
  'package.too-many-files': {
    zh: '{path} 中的文件超过 {limit} 个，不是成果包',
    en: '{path} holds more than {limit} files and is no package',
  },
  'package.too-large': {
    zh: '{path} 解压后的大小远超成果包应有的大小，未予读取',
    en: '{path} claims to unpack to far more than a package can hold, and was not read',
  },
  'package.file-repeated': {
    zh: '文件 {path} 在包中重复出现',
    en: 'The file {path} stands in the package more than once',
  },
  'package.file-missing': {
    zh: '缺少文件 {path}',
    en: 'The file {path} is missing',
  },
  'package.file-added': {
    zh: '文件 {path} 不在清单中，是后来加入的',
    en: 'The file {path} is in no manifest: it was added',
  },
  'package.file-unreadable': {
    zh: '文件 {path} 无法从包中读出',
    en: 'The file {path} cannot be read from the package',
  },
  'package.hash-differs': {
    zh: '文件 {path} 的内容与清单中的校验值不符，已被改动',
    en: 'The content of {path} does not match its checksum: it was changed',
  },
  'package.manifest-unreadable': {
    zh: '清单 {path} 第 {line} 行无法识别',
    en: 'Line {line} of the manifest {path} cannot be read',
  },
  'package.oxum-differs': {
    zh: '{path} 声明的数据量 {said} 与实际 {actual} 不符',
    en: '{path} states a payload of {said}, and it is {actual}',
  },
  'package.bytes-differ': {
    zh: '{path} 自第 {offset} 字节起与其内容应有的成果包不一致，被改动或重新打包过',
    en: '{path} differs from the package that its contents give, from byte {offset} on: it was changed or packed anew',
  },
  'package.report-unreadable': {
    zh: '报告 {path} 无法识别',
    en: 'The report {path} cannot be read',
  },
  'package.survey-unreadable': {
    zh: '调查文件 {path} 已损坏或不是村地调查文件',
    en: 'The survey {path} is damaged or no survey of CunDi',
  },
  'package.counts-differ': {
    zh: '{path} 记载“{table}”有 {said} 条，而调查文件中有 {actual} 条',
    en: '{path} states {said} {said:record|records} of {table}, and the survey holds {actual}',
  },
  'export.blocked': {
    zh: '检查发现 {count} 个未豁免的错误，未导出成果包，请先处理，或加 --allow-blocking 带错导出',
    en: 'The check found {count} unwaived {count:error|errors} and nothing was exported; settle them, or add --allow-blocking',
  },
  'personal.format': {
    zh: '{format} 格式不能携带个人信息，请改用 shapefile 或 xlsx，或去掉 --with-personal',
    en: '{format} cannot carry personal numbers; use shapefile or xlsx, or leave out --with-personal',
  },
  'personal.purpose-missing': {
    zh: '请在 --with-personal 后写明用途',
    en: 'State the purpose after --with-personal',
  },
  'target.exists': {
    zh: '{file} 已存在，请换一个名称，或加 --force 覆盖',
    en: '{file} exists; choose another name or add --force',
  },
  'target.is-survey': {
    zh: '{file} 就是调查文件本身，请换一个目标',
    en: '{file} is the survey itself; choose another target',
  },
  'target.foreign-files': {
    zh: '{file} 中有不是导出成果的内容，不会被覆盖，请换一个目标',
    en: '{file} holds something that no export wrote and is not replaced; choose another target',
  },
  'target.folder-missing': {
    zh: '目标所在的文件夹 {file} 不存在，请先建立',
    en: 'The folder {file} does not exist; make it first',
  },
  'target.bad-name': {
    zh: '{file} 不能用作成果包的名称，请换一个不含斜杠和冒号的名称',
    en: '{file} cannot name a package; choose a name without slashes and colons',
  },
  'target.extension': {
    zh: '{format} 格式的目标应以 {extension} 结尾，请改正 {file}',
    en: 'A {format} ends in {extension}; correct {file}',
  },
  'target.no-space': {
    zh: '{file} 所在磁盘空间不足，请清理后重试',
    en: 'The disk of {file} is full; make room and try again',
  },
  'target.not-writable': {
    zh: '无法写入 {file}，请检查权限或换一个位置',
    en: '{file} cannot be written; check the permissions or choose another place',
  },
  'export.too-large': {
    zh: '{layer} 超过 shapefile 的 2 GB 上限，请改用 geopackage',
    en: '{layer} exceeds the 2 GB of a shapefile; use geopackage',
  },
  'batch.unknown': {
    zh: '没有编号为 {batch} 的导入批次，请用 batches 查看',
    en: 'There is no import batch {batch}; see batches',
  },
  'batch.none-rejected': {
    zh: '批次 {batch} 没有被拒记录，无需修正',
    en: 'Batch {batch} has no rejected records to mend',
  },
  'layer.boundary_point': { zh: '界址点', en: 'boundary points' },
  'layer.land_right': { zh: '土地权利', en: 'land rights' },
  'loss.name-shortened': {
    zh: '字段“{field}”在 {layer} 中改名为 {name}（字段名最多 10 个字节）',
    en: 'The field {field} of {layer} is named {name} (names hold 10 bytes)',
  },
  'loss.text-cut': {
    zh: '{layer} 的 {field} 有 {count} 个值超过 254 字节，已截断',
    en: '{count} {count:value|values} of {field} in {layer} {count:exceeds 254 bytes and was|exceed 254 bytes and were} cut',
  },
  'loss.character': {
    zh: '{layer} 的 {field} 有 {count} 个值含 GBK 没有的字，以“?”代替',
    en: '{count} {count:value|values} of {field} in {layer} {count:holds|hold} characters that GBK lacks, written as “?”',
  },
  'loss.blank': {
    zh: '{layer} 中空文本与无值不再区分（{count} 处）',
    en: 'Empty text and no value are one in {layer} ({count} {count:value|values})',
  },
  'loss.number': {
    zh: '{layer} 的 {field} 有 {count} 个数值的小数被舍入',
    en: '{count} {count:number|numbers} of {field} in {layer} lost decimals',
  },
  'loss.number-dropped': {
    zh: '{layer} 的 {field} 有 {count} 个值放不进数值字段，留空',
    en: '{count} {count:value|values} of {field} in {layer} {count:does not fit a number field and is|do not fit a number field and are} blank',
  },
  'loss.extra-fields': {
    zh: '{layer} 有 {count} 个其他字段放不下，未导出',
    en: '{count} other {count:field|fields} of {layer} found no room and {count:was|were} left out',
  },
  'loss.table': {
    zh: '“{layer}”表未导出（{count} 条记录）',
    en: 'The table {layer} was left out ({count} {count:record|records})',
  },
  'loss.orientation': {
    zh: '{layer} 有 {count} 个环按格式要求改变了方向，顶点不变',
    en: '{count} {count:ring|rings} of {layer} {count:was|were} turned as the format demands; {count:its|their} vertices are the same',
  },
  'loss.ring-closed': {
    zh: '{layer} 有 {count} 个未闭合的环按格式要求补上了终点',
    en: '{count} open {count:ring|rings} of {layer} got the end point that the format demands',
  },
  'loss.geometry': {
    zh: '{layer} 有 {count} 个图形不是面，未导出图形',
    en: '{count} {count:shape|shapes} of {layer} {count:is no polygon and was|are no polygons and were} left out',
  },
  'loss.reprojected': {
    zh: '{layer} 的坐标由 {from} 换算为 CGCS2000 经纬度，按 WGS 84 写出（零偏移）',
    en: 'Coordinates of {layer} went from {from} to CGCS2000 degrees and are written as WGS 84 without a shift',
  },
  'loss.personal': {
    zh: '{layer} 中的证件号码、电话和账号未导出（{count} 处）',
    en: 'Identity numbers, phones and accounts of {layer} were left out ({count} {count:record|records})',
  },
  'loss.personal-masked': {
    zh: '{layer} 的文字中有 {count} 处含证件号码、电话或账号，已掩码导出',
    en: '{count} {count:text|texts} of {layer} {count:holds|hold} an identity number, phone or account and {count:is|are} exported masked',
  },
  'loss.personal-undecipherable': {
    zh: '有 {count} 个个人信息无法用当前密钥解开，留空',
    en: '{count} personal {count:value|values} cannot be opened with this key and {count:is|are} blank',
  },
  'loss.local': {
    zh: '导出记录、被拒记录的内容和个人信息密文只留在本机，不在导出文件中',
    en: 'The export log, the content of rejected records and encrypted personal values stay on this machine',
  },
} as const satisfies Messages
