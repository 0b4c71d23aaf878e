import type { Messages } from './message.ts'

export const surveyMessages = {
  'survey.not-found': {
    zh: '找不到调查文件 {file}：请检查路径，或先新建一个调查。',
    en: 'There is no survey file {file}: check the path, or make a new survey first.',
  },
  'survey.not-a-survey': {
    zh: '{file} 不是 CunDi 调查文件：请选择由 CunDi 新建的 .gpkg，其他 GeoPackage 请导入到调查里。',
    en: '{file} is not a CunDi survey: choose a .gpkg made by CunDi, and import other GeoPackages into a survey.',
  },
  'survey.damaged': {
    zh: '调查文件 {file} 已损坏（{detail}），未作任何改动：请从备份或最近的成果包恢复。',
    en: 'The survey file {file} is damaged ({detail}) and was left as it is: restore it from a backup or the latest package.',
  },
  'survey.locked': {
    zh: '调查文件 {file} 正由“{holder}”（{host}，进程 {pid}）打开：请等其关闭后再试。',
    en: 'The survey file {file} is open by "{holder}" ({host}, process {pid}): try again when they have closed it.',
  },
  'survey.too-new': {
    zh: '调查文件 {file} 由更新版本的 CunDi 保存（数据版本 {fileVersion}，本程序支持到 {ownVersion}）：请升级 CunDi 后再打开。',
    en: 'The survey file {file} was saved by a newer CunDi (schema {fileVersion}, this one knows {ownVersion}): upgrade CunDi to open it.',
  },
  'survey.migration-failed': {
    zh: '调查文件 {file} 升级失败（{detail}），原文件未改动，升级前的副本是 {backup}：请把两个文件交给技术支持。',
    en: 'Upgrading {file} failed ({detail}); the file is unchanged and its copy is {backup}: give both to support.',
  },
  'survey.busy': {
    zh: '调查文件 {file} 正被其他程序写入：请关闭该程序后再试。',
    en: 'Another program is writing to {file}: close it and try again.',
  },
  'county.bad-code': {
    zh: '县级代码“{county}”不正确：请用六位数字，例如 371703。',
    en: 'The county code "{county}" is wrong: give six digits, for example 371703.',
  },
  'crs.needed': {
    zh: '县级代码 {county} 没有内置的投影带：请用 --crs 指定，例如 --crs EPSG:4527。',
    en: 'No zone is built in for county {county}: give it with --crs, for example --crs EPSG:4527.',
  },
  'crs.not-a-zone': {
    zh: '{crs} 不是 CGCS2000 高斯-克吕格投影带：请用 EPSG:4513 至 EPSG:4554 之间的带号或中央经线坐标系，例如 EPSG:4527。',
    en: '{crs} is not a CGCS2000 Gauss-Krüger zone: give one such as EPSG:4527.',
  },
  'crs.bad-option': {
    zh: '{option} 的值“{crs}”看不懂：请写成 EPSG:4527 这样的形式。',
    en: 'The value "{crs}" of {option} is not understood: write it as EPSG:4527.',
  },
  'villages.no-code-column': {
    zh: '{file} 第 {record} 行表头没有 code 列：表头应为 code,name,town,village_type,terrain,population,households。',
    en: 'The header in {file}, line {record}, has no code column: it should read code,name,town,village_type,terrain,population,households.',
  },
  'villages.unreadable-text': {
    zh: '{file} 的文字无法读取：请在表格软件中另存为 UTF-8 编码的 csv。',
    en: 'The text of {file} cannot be read: save it as csv in UTF-8 from the spreadsheet.',
  },
  'villages.bad-code': {
    zh: '{file} 第 {line} 行的村代码“{value}”不正确：应为 {county} 加六位数字。',
    en: 'The village code "{value}" in {file}, line {line}, is wrong: it must be {county} and six more digits.',
  },
  'villages.repeated-code': {
    zh: '{file} 第 {line} 行的村代码 {code} 与第 {before} 行重复：请删去其一。',
    en: 'The village code {code} in {file}, line {line}, already stands in line {before}: remove one of them.',
  },
  'villages.unknown-type': {
    zh: '{file} 第 {line} 行的村庄类型“{value}”不认识：请写 城中村、近郊村、远郊村 或 urban_village、near_suburb、far_suburb，未定请留空。',
    en: 'The village type "{value}" in {file}, line {line}, is unknown: write urban_village, near_suburb or far_suburb, or leave it blank.',
  },
  'villages.unknown-terrain': {
    zh: '{file} 第 {line} 行的地形“{value}”不认识：请写 平原、盐碱地、山区平地、山坡 或 plain、saline、hill_flat、hill_slope，未定请留空。',
    en: 'The terrain "{value}" in {file}, line {line}, is unknown: write plain, saline, hill_flat or hill_slope, or leave it blank.',
  },
  'villages.bad-number': {
    zh: '{file} 第 {line} 行的人口或户数“{value}”不是整数：请改正或留空。',
    en: 'The population or household count "{value}" in {file}, line {line}, is not a whole number: correct it or leave it blank.',
  },
  'key.missing': {
    zh: '没有可用的密钥 {file}，无法处理证件号码等个人信息，未作任何改动：请把密钥文件放回原处，或设置 CUNDI_PASSPHRASE。',
    en: 'There is no usable key {file}, so identity numbers cannot be handled and nothing was changed: put the file back, or set CUNDI_PASSPHRASE.',
  },
  'key.unreadable': {
    zh: '密钥文件 {file} 无法读取：请用备份的密钥文件替换。',
    en: 'The key file {file} cannot be read: replace it with its backup.',
  },
  'key.wrong': {
    zh: '密钥文件 {file} 不属于这个调查文件：请换用与它一同建立的密钥文件。',
    en: 'The key file {file} does not belong to this survey: use the one that was made with it.',
  },
  'key.wrong-passphrase': {
    zh: '口令打不开密钥文件 {file}：请检查 CUNDI_PASSPHRASE。',
    en: 'The passphrase does not open the key file {file}: check CUNDI_PASSPHRASE.',
  },
  'journal.nothing': { zh: '没有可以撤销或重做的操作。', en: 'There is nothing to undo or redo.' },
  'journal.in-use': {
    zh: '这次操作之后相同的对象又被改过，不能单独撤销：请先撤销后来的操作。',
    en: 'The same objects were changed again later, so this cannot be undone by itself: undo the later changes first.',
  },
  'parcel.not-found': {
    zh: '调查文件中没有宗地 {parcel}：请检查宗地代码。',
    en: 'The survey has no parcel {parcel}: check the code.',
  },
  'parcel.ambiguous': {
    zh: '宗地代码 {parcel} 有 {count} 宗，无法确定改哪一宗：请先处理重复的代码。',
    en: 'The code {parcel} stands for {count} {count:parcel|parcels}: settle the duplicate first.',
  },
  'field.not-editable': {
    zh: '宗地没有字段“{field}”：请用 ZDMJ、QLR 这样的字段代码。',
    en: 'A parcel has no field "{field}": use field codes such as ZDMJ or QLR.',
  },
  'value.personal': {
    zh: '字段 {field} 中不能填写证件号码、电话或账号：请填到人员表中。',
    en: 'The field {field} must not hold identity numbers, phones or accounts: put them into the person list.',
  },
  'finding.not-found': {
    zh: '没有编号为 {finding} 的问题：请用 cundi check --list 查看编号。',
    en: 'There is no finding {finding}: see the ids with cundi check --list.',
  },
} as const satisfies Messages
