import type { Messages } from './message.ts'

/** Refusals and findings of shared/geo/crs; `{proposal}` is the likeliest system, or EPSG:n where the numbers propose none. */
export const crsMessages = {
  'crs.missing': {
    zh: '{file} 没有可识别的坐标系说明（.prj），请用 --source-crs {proposal} 指明坐标系后再导入',
    en: '{file} does not say its coordinate reference system (no readable .prj); name it with --source-crs {proposal} and import again',
  },
  'crs.axes-swapped': {
    zh: '{file} 的 X、Y 颠倒（X 为北坐标、Y 为东坐标），请加 --swap-axes 交换后再导入',
    en: '{file} has its axes swapped (X holds the northing, Y the easting); add --swap-axes and import again',
  },
  'crs.axes-in-order': {
    zh: '{file} 的 X、Y 并未颠倒，交换会使图形错位，请去掉 --swap-axes 后再导入',
    en: '{file} has its axes in order, and swapping would mirror it; leave out --swap-axes and import again',
  },
  'crs.contradiction': {
    zh: '{file} 的坐标值与所声明的坐标系 {name} 不符，请核实后用 --source-crs {proposal} 指明正确的坐标系',
    en: '{file} has coordinates that cannot be in the stated {name}; check it and name the right system with --source-crs {proposal}',
  },
  'crs.other-datum': {
    zh: '{file} 的坐标系 {name} 不属于 CGCS2000，请用 --datum-parameters 提供转换参数文件，或先转换到 CGCS2000 再导入',
    en: '{file} is in {name}, which is not on the CGCS2000 datum; supply a parameter file with --datum-parameters or convert it to CGCS2000 first',
  },
  'crs.unsupported': {
    zh: '{file} 的坐标系 {name} 属于 CGCS2000，但不是标准的 3° 或 6° 分带，请先转换到标准分带，或用 --source-crs {proposal} 指明',
    en: '{file} is in {name}, on CGCS2000 but not in a standard 3° or 6° zone; convert it to one, or name the right system with --source-crs {proposal}',
  },
  'crs.parameters-unreadable': {
    zh: '转换参数文件 {file} 的 {where} 缺失或有误，请按四参数或七参数格式改正',
    en: 'The datum parameter file {file} has a missing or wrong {where}; correct it to the plane-4 or helmert-7 form',
  },
  'crs.parameters-mismatch': {
    zh: '{file} 的坐标系是 {name}，而参数文件是从 {from} 到 {to} 的，请换用对应的参数文件',
    en: '{file} is in {name}, but the parameter file goes from {from} to {to}; supply the one that fits',
  },
  'crs.overridden': {
    zh: '文件声明的坐标系是 {declared}，已按指定改用 {used}，请核实',
    en: 'The file states {declared}, but {used} was used as told; please verify',
  },
  'crs.far-from-county': {
    zh: '图形位于本区县范围 10 公里以外，请核实坐标系与带号',
    en: 'The shape lies more than 10 km outside the county; please verify the system and its zone',
  },
  'crs.outside-zone': {
    zh: '坐标超出投影带的合理范围（东坐标距中央经线 300 公里以外，或北坐标不在 1 800 000–6 100 000 米之间），请改正后重新导入',
    en: 'The coordinates lie outside the zone (easting over 300 km from the central meridian, or northing outside 1 800 000–6 100 000 m); correct them and import again',
  },
  'crs.axes-exchanged': {
    zh: '已按指定交换 X、Y 坐标，请核实图形位置',
    en: 'X and Y were exchanged as told; please verify the position',
  },
  'crs.zone-prefix': {
    zh: '坐标由 {from} 换写为 {to}，东坐标加 {deltaEastingM} 米，图形不变，请知悉',
    en: 'Coordinates were rewritten from {from} to {to} by adding {deltaEastingM} m to the easting; the shapes are unchanged, please note',
  },
  'crs.reprojected': {
    zh: '坐标由 {from} 换带到 {to}，面积会随投影变形略有变化，请核实',
    en: 'Coordinates were reprojected from {from} to {to}, which changes areas slightly; please verify',
  },
  'crs.datum-shifted': {
    zh: '坐标按所给参数（{kind}）由 {from} 转换到 {to}，请用已知控制点核实精度',
    en: 'Coordinates were converted from {from} to {to} with the supplied parameters ({kind}); please verify against known control points',
  },
} as const satisfies Messages
