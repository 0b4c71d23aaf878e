import type { Messages } from './message.ts'

/** The section 成果 of the window. */
export const handoverWindowMessages = {
  'section.handover': { zh: '成果', en: 'Hand over' },
  'handover.export': { zh: '导出', en: 'Export' },
  'handover.verify': { zh: '校验收到的成果包', en: 'Verify a package' },
  'handover.format': { zh: '格式', en: 'Format' },
  'handover.format.package': { zh: '成果包', en: 'Package' },
  'handover.format.package.for': {
    zh: '交给区里：先质检，再打包为可逐字节校验的 .zip',
    en: 'For the district: checks first, then packs a .zip that can be verified byte for byte',
  },
  'handover.format.geopackage': { zh: 'GeoPackage', en: 'GeoPackage' },
  'handover.format.geopackage.for': {
    zh: '给 QGIS、ArcGIS：全部图层，一个 .gpkg 文件',
    en: 'For QGIS and ArcGIS: every layer in one .gpkg',
  },
  'handover.format.shapefile': { zh: 'Shapefile', en: 'Shapefile' },
  'handover.format.shapefile.for': {
    zh: '给 CASS 等软件：每层一个文件，GBK 编码',
    en: 'For CASS and others: a file a layer, in GBK',
  },
  'handover.format.geojson': { zh: 'GeoJSON', en: 'GeoJSON' },
  'handover.format.geojson.for': {
    zh: '给网页地图：经纬度（CGCS2000），每层一个文件',
    en: 'For web maps: degrees (CGCS2000), a file a layer',
  },
  'handover.format.xlsx': { zh: 'Excel 表格', en: 'Excel workbook' },
  'handover.format.xlsx.for': {
    zh: '给台账：每层一张工作表，不含图形',
    en: 'For ledgers: a sheet a layer, without shapes',
  },
  'handover.personal': { zh: '包含证件号码、电话和账号', en: 'Include identity numbers, phones and accounts' },
  'handover.purpose': { zh: '用途（记入日志）', en: 'Purpose (kept in the journal)' },
  'handover.purpose.needed': { zh: '请写明用途', en: 'State the purpose' },
  'handover.allow-blocking': {
    zh: '仍有未豁免的错误时也打包（成果包中会写明错误个数）',
    en: 'Pack although unwaived errors stand (the package says how many)',
  },
  'handover.read-only': {
    zh: '调查以只读方式打开，不能导出，因为每次导出都要在调查里留下记录。可以请正在编辑的人导出，或等对方关闭后重新打开。',
    en: 'The survey is open read-only and cannot be exported, because each export is recorded in it. Ask whoever edits it, or open it again once they have closed it.',
  },
  'handover.replace': { zh: '同名目标已存在时替换', en: 'Replace what has that name' },
  'handover.start': { zh: '选择位置并导出', en: 'Choose a place and export' },
  'handover.where': { zh: '导出到', en: 'Export to' },
  'handover.folder-name': { zh: '文件夹名', en: 'Name of the folder' },
  'handover.running': { zh: '导出', en: 'Export' },
  'handover.verifying': { zh: '校验成果包', en: 'Verify package' },
  'handover.cancelled': { zh: '导出已取消，没有留下文件。', en: 'The export was cancelled and left no file.' },
  'handover.done': { zh: '已导出：{name}', en: 'Exported: {name}' },
  'handover.counts': { zh: '各层数量', en: 'Records by layer' },
  'handover.plan-counts': { zh: '一并带走的村庄规划', en: 'Village plans that went along' },
  'handover.records': { zh: '{count} 条', en: '{count}' },
  'handover.losses': { zh: '该格式未能带走的内容', en: 'What this format could not carry' },
  'handover.show': { zh: '在文件夹中显示', en: 'Show in folder' },
  'handover.go-check': { zh: '查看这些错误', en: 'Look at these errors' },
  'handover.choose-package': { zh: '选择成果包（.zip）', en: 'Choose a package (.zip)' },
  'handover.verify.about': {
    zh: '核对成果包的每个字节：缺少、增加、改动过的文件都会列出。',
    en: 'Every byte of a package is held against its manifests: missing, added and changed files are listed.',
  },
  'handover.verified': {
    zh: '{name} 校验通过：内容与清单一致，逐字节相同。',
    en: '{name} verifies: its contents match its manifests, byte for byte.',
  },
  'handover.not-verified': {
    zh: '{name} 校验不通过，请勿使用，并向提交单位重新索取。',
    en: '{name} does not verify: do not use it, and ask the sender for it again.',
  },
  'handover.problem': { zh: '不符之处', en: 'Problem' },
} as const satisfies Messages
