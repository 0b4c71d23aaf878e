import type { Messages } from './message.ts'

/** Pictures below the survey: the map's list of them, and why a file is none. */
export const backgroundMessages = {
  'background.title': { zh: '底图', en: 'backgrounds' },
  'background.add': { zh: '添加底图…', en: 'Add a background…' },
  'background.pick': {
    zh: '选择底图（GeoTIFF、MBTiles、PMTiles）',
    en: 'Choose a background (GeoTIFF, MBTiles, PMTiles)',
  },
  'background.none': {
    zh: '可加本机的 GeoTIFF、MBTiles 或 PMTiles 作底图；文件留在原处，不随调查移交。',
    en: 'A GeoTIFF, MBTiles or PMTiles file of this machine can lie below the survey; it stays where it is and is never handed over.',
  },
  'background.visible': { zh: '显示底图 {name}', en: 'Show the background {name}' },
  'background.opacity': { zh: '底图 {name} 的不透明度（%）', en: 'Opacity of the background {name} (%)' },
  'background.up': { zh: '上移底图 {name}', en: 'Move the background {name} up' },
  'background.down': { zh: '下移底图 {name}', en: 'Move the background {name} down' },
  'background.zoom': { zh: '缩放到底图 {name}', en: 'Zoom to the background {name}' },
  'background.remove': { zh: '移除底图 {name}（文件保留）', en: 'Remove the background {name} (the file stays)' },
  'background.note.reprojected': {
    zh: '与调查的投影带不同，已换算到调查坐标系显示。',
    en: 'In another zone than the survey; shown converted into the survey’s.',
  },
  'background.note.web-mercator': {
    zh: '网络墨卡托投影，换算后显示，仅供定位参考；国内网络地图的瓦片常偏移数百米。',
    en: 'Web Mercator, reprojected for orientation only; tiles of Chinese web maps are often hundreds of metres off.',
  },
  'background.note.wgs84': {
    zh: 'WGS84 坐标按 CGCS2000 显示，未作改正，可能相差 1 m 左右。',
    en: 'WGS 84 shown as CGCS2000 without correction; it may lie about 1 m off.',
  },
  'background.note.other-datum': {
    zh: '不是 CGCS2000 基准，未作基准转换，位置可能偏离数十米至一百多米，不能用来核对界址。',
    en: 'Not on the CGCS2000 datum and not shifted: it may lie tens of metres to more than 100 m off; never check boundaries against it.',
  },
  'background.note.crs-assumed': {
    zh: '文件没有注明坐标系，按坐标数值当作此坐标系显示，请核对位置。',
    en: 'The file names no coordinate system; this one was assumed from its numbers, so check where it lies.',
  },
  'background.note.elsewhere': {
    zh: '底图不在本调查范围内。',
    en: 'It lies outside the survey.',
  },
  'background.note.no-overviews': {
    zh: '没有金字塔（概视图），放大到每像素 {resolution} m 以内才显示；用 gdaladdo 等软件建金字塔后各比例尺都能显示。',
    en: 'Without overviews it is shown from {resolution} m a pixel on; make overviews (gdaladdo, say) to see it at every scale.',
  },
  'background.gone': {
    zh: '找不到底图文件 {file}：请接上所在的磁盘，或移除后从新位置重新添加。',
    en: 'The background {file} is not there: connect its disk, or remove it and add it from its new place.',
  },
  'background.unreadable': {
    zh: '底图 {file} 无法读取（{reason}）：请检查权限和磁盘，或关闭占用它的程序后重试。',
    en: 'The background {file} cannot be read ({reason}): check permissions and the disk, or close the program that holds it, and try again.',
  },
  'background.not-a-picture': {
    zh: '{file} 不是 GeoTIFF、MBTiles 或 PMTiles 文件，不能作底图：请先用制图软件另存为 GeoTIFF。',
    en: '{file} is no GeoTIFF, MBTiles or PMTiles file and cannot be a background: save it as GeoTIFF first.',
  },
  'background.damaged': {
    zh: '底图 {file} 已损坏，有的部分无法读取：请重新拷贝或向提供方索取完好的文件。',
    en: 'The background {file} is damaged and parts of it cannot be read: copy it again or ask for a sound file.',
  },
  'background.no-position': {
    zh: '{file} 没有坐标定位（既无 GeoTIFF 坐标，也无同名 .tfw）：请带坐标重新输出，或把 .tfw 放在旁边。',
    en: '{file} does not say where it lies (no GeoTIFF position, no .tfw beside it): export it with its position, or put the .tfw beside it.',
  },
  'background.no-crs': {
    zh: '{file} 没有注明坐标系，坐标数值也不在本调查的投影带内：请带坐标系重新输出，或把 .prj 放在旁边。',
    en: '{file} names no coordinate system and its numbers do not lie in the survey’s zone: export it with its system, or put the .prj beside it.',
  },
  'background.unknown-crs': {
    zh: '{file} 的坐标系 {name} 无法识别，不会猜测位置：请先转换到 CGCS2000 再添加。',
    en: '{file} is in {name}, which CunDi does not know and will not guess: convert it to CGCS2000 first.',
  },
  'background.elsewhere': {
    zh: '{file} 离本调查的投影带太远，无法显示：请核对文件的坐标系。',
    en: '{file} lies too far from the survey’s zone to be shown: check its coordinate system.',
  },
  'background.pixels': {
    zh: '{file} 是 {bands} 个波段、每像素 {bits} 位的影像，只能显示 8 位以内的灰度、彩色或索引色：请先转为 8 位。',
    en: '{file} has {bands} band(s) of {bits} bits a pixel; grey, colour or palette of up to 8 bits can be shown: convert it to 8 bits first.',
  },
  'background.compression': {
    zh: '{file} 的压缩方式（编号 {method}）不支持：请另存为 JPEG、LZW、Deflate 或不压缩。',
    en: '{file} is compressed in a way (number {method}) that is not supported: save it with JPEG, LZW, Deflate or none.',
  },
  'background.blocks-too-large': {
    zh: '{file} 的分块太大，读入会占满内存：请用分块（TILED）方式重新输出。',
    en: '{file} has blocks so large that reading one would fill the memory: save it tiled.',
  },
  'background.in-use': {
    zh: '{file} 正被另一程序写入或没有正常关闭：请在制作它的软件中关闭，或另存一份后再添加。',
    en: '{file} is being written by another program or was not closed properly: close it there, or add a saved copy.',
  },
  'background.vector': {
    zh: '{file} 是矢量瓦片，只能显示影像瓦片（PNG、JPEG、WebP）：请换影像底图。',
    en: '{file} has vector tiles; only pictures (PNG, JPEG, WebP) can be shown: choose another file.',
  },
  'background.slow': {
    zh: '{file} 的瓦片没有索引，读取会很慢：请用制作它的软件重新输出。',
    en: '{file} has no index of its tiles and would be read too slowly: make it anew with its program.',
  },
  'background.too-many': {
    zh: '一个调查最多 {most} 个底图：请先移除不用的。',
    en: 'A survey has at most {most} backgrounds: remove one that is not needed first.',
  },
} as const satisfies Messages
