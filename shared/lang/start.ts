import type { Messages } from './message.ts'

/** The first screen, a new survey, and what to do when a survey does not open. */
export const startMessages = {
  'start.motto': {
    zh: '农村建设用地调查建库 · 数据只在本机',
    en: 'Rural construction land surveys · everything stays on this machine',
  },
  'start.new': { zh: '新建调查', en: 'New survey' },
  'start.new.hint': { zh: '一个县区一个文件', en: 'One file for one county' },
  'start.open.hint': { zh: '打开已有的 .gpkg 调查文件', en: 'A survey file (.gpkg) that exists' },
  'start.sample': { zh: '打开示例', en: 'Try the sample' },
  'start.sample.hint': { zh: '四个虚构的村，随意试用', en: 'Four made-up villages to try things on' },
  'start.sample.elsewhere': { zh: '把示例放到别的文件夹…', en: 'Put the sample into another folder…' },
  'start.sample.working': { zh: '正在建立示例调查', en: 'Making the sample survey' },
  'start.recent': { zh: '最近打开', en: 'Recent' },
  'start.recent.none': { zh: '还没有打开过调查。', en: 'No survey has been opened yet.' },
  'start.recent.gone': {
    zh: '找不到了（已移动、已删除，或磁盘未连接）',
    en: 'not found: moved, deleted, or its disk is not connected',
  },
  'start.recent.forget': { zh: '从列表移除 {name}', en: 'Take {name} off the list' },
  'start.signed': { zh: '当前操作人：{operator}', en: 'Working: {operator}' },
  'start.signed.nobody': { zh: '当前操作人：未署名', en: 'Working: unsigned' },
  'start.signed.change': { zh: '更改', en: 'Change' },
  'start.back': { zh: '返回', en: 'Back' },
  'start.go-on': { zh: '继续', en: 'Go on' },
  'start.working': { zh: '正在打开…', en: 'Opening…' },

  'start.worker.title': { zh: '谁在工作？', en: 'Who is working?' },
  'start.worker.why': {
    zh: '每次改动都会在变更日志中署上这个名字，成果包里也会写明；以后可在“设置”中更改。',
    en: 'This name signs every change in the journal and the packages that you hand over; it can be changed in Settings.',
  },
  'start.worker.operator': { zh: '姓名', en: 'Name' },
  'start.worker.team': { zh: '单位或作业组', en: 'Team' },
  'start.worker.later': { zh: '暂不署名', en: 'Go on unsigned' },

  'start.place.network': { zh: '这个文件在网络驱动器上', en: 'This file is on a network drive' },
  'start.place.network.advice': {
    zh: '网络驱动器上的文件锁不可靠，断网时可能损坏数据。建议先把文件复制到本机硬盘再打开，完成后再复制回去。',
    en: 'Locks do not hold on network drives, and a lost connection can damage the data. Copy the file to a local disk first and back when the work is done.',
  },
  'start.place.synced': {
    zh: '这个文件在 {service} 的同步文件夹里',
    en: 'This file is in a folder that {service} syncs',
  },
  'start.place.synced.advice': {
    zh: '同步程序可能在写入途中复制文件，两台电脑之间会互相覆盖。建议移到不同步的文件夹，或先暂停同步。',
    en: 'A syncing program may copy the file in the middle of a write, and two machines may overwrite one another. Move it to a folder that is not synced, or pause syncing.',
  },
  'start.place.anyway': { zh: '仍然打开', en: 'Open it anyway' },

  'start.passphrase.title': { zh: '请输入个人信息口令', en: 'The passphrase of personal data' },
  'start.passphrase.why': {
    zh: '这个调查的证件号码、电话等用口令加密。口令不会被保存。',
    en: 'Identity numbers and phones of this survey are encrypted with a passphrase. It is not kept anywhere.',
  },
  'start.passphrase.label': { zh: '口令', en: 'Passphrase' },
  'start.passphrase.wrong': { zh: '口令不正确，请再试一次。', en: 'That is not the passphrase: try again.' },
  'start.passphrase.open': { zh: '打开', en: 'Open' },
  'start.passphrase.without': { zh: '不输入，只看掩码', en: 'Open masked, without it' },

  'start.upgrade': { zh: '正在升级调查文件', en: 'Bringing the survey up to date' },
  'start.upgrade.why': {
    zh: '这个文件由较早的版本建立。先在同一文件夹里留一份副本，再升级到本版本的格式；取消则文件保持原样。',
    en: 'An earlier version made this file. A copy is kept in the same folder, then the file gets the format of this version; cancelled, it stays as it was.',
  },
  'start.upgrade.working': { zh: '备份并升级', en: 'Copying and upgrading' },
  'start.notice.migrated': { zh: '调查文件已升级', en: 'The survey was brought up to date' },
  'start.notice.migrated.advice': {
    zh: '文件已升级到本版本的格式；升级前的副本是同一文件夹里的 {backup}，确认无误后可以删除。',
    en: 'The file now has the format of this version; its copy from before is {backup} in the same folder and can be deleted once all is well.',
  },
  'start.notice.key-missing': { zh: '没有找到密钥文件', en: 'The key file is not there' },
  'start.notice.key-missing.advice': {
    zh: '证件号码等个人信息只能看到掩码，也不能新录入。请把与调查文件同名、以 .gpkg.key 结尾的密钥文件放回它旁边，再重新打开。',
    en: 'Personal data can only be seen masked and cannot be entered. Put the key file (the name of the survey with .gpkg.key) back beside it and open it again.',
  },
  'start.notice.villages': { zh: '调查已建好，村界没有导入', en: 'The survey is made, its villages were not imported' },

  'start.problem.damaged': { zh: '调查文件已损坏', en: 'The survey file is damaged' },
  'start.problem.damaged.advice': {
    zh: '文件没有被改动。它有快照的，可以从快照恢复；恢复时损坏的文件会改名保留在旁边，不会删除。',
    en: 'The file was left as it is. Where it has snapshots it can be restored from one of them; the damaged file is renamed and kept beside it, never deleted.',
  },
  'start.problem.detail': { zh: '检查结果：{detail}', en: 'What was found: {detail}' },
  'start.problem.too-new': { zh: '需要更新版本的 CunDi', en: 'A newer CunDi is needed' },
  'start.problem.locked': { zh: '“{holder}”正在使用这个调查', en: '"{holder}" is working on this survey' },
  'start.problem.locked.somebody': { zh: '有人正在使用这个调查', en: 'Somebody is working on this survey' },
  'start.problem.locked.advice': {
    zh: '对方（计算机 {host}）关闭之前，可以用只读方式查看；以后重新打开即可编辑。',
    en: 'Until they (computer {host}) close it you can look at it read-only; open it again later to edit.',
  },
  'start.problem.read-only': { zh: '以只读方式打开', en: 'Open read-only' },
  'start.problem.again': { zh: '再试一次', en: 'Try again' },
  'start.problem.busy': { zh: '文件正被其他程序写入', en: 'Another program is writing to the file' },
  'start.problem.migration': { zh: '升级没有成功', en: 'The file could not be brought up to date' },
  'start.problem.access': { zh: '文件打不开', en: 'The file cannot be opened' },
  'start.problem.foreign': { zh: '这不是 CunDi 调查文件', en: 'This is no CunDi survey' },
  'start.problem.missing': { zh: '找不到文件', en: 'The file is not there' },
  'start.problem.key': { zh: '密钥文件不对', en: 'The key file is not right' },
  'start.problem.other': { zh: '没有打开', en: 'It was not opened' },
  'start.read-only.sentence': {
    zh: '只读：“{holder}”（{host}）正在编辑。',
    en: 'Read only: "{holder}" ({host}) is editing.',
  },

  'start.new.file': { zh: '调查文件', en: 'Survey file' },
  'start.new.file.choose': { zh: '选择存放位置…', en: 'Choose where…' },
  'start.new.file.name': { zh: '{county}宅基地调查.gpkg', en: '{county} survey.gpkg' },
  'start.new.county': { zh: '县级代码', en: 'County code' },
  'start.new.county.hint': {
    zh: '六位数字，例如 371703（菏泽市定陶区）',
    en: 'Six digits, for example 371703 (Dingtao, Heze)',
  },
  'start.new.zone': { zh: '投影带（CGCS2000，3° 带）', en: 'Zone (CGCS2000, 3°)' },
  'start.new.zone.option': {
    zh: '{zone} 带，中央经线 {meridian}°E（EPSG:{epsg}）',
    en: 'Zone {zone}, central meridian {meridian}°E (EPSG:{epsg})',
  },
  'start.new.zone.choose': { zh: '请选择投影带', en: 'Choose a zone' },
  'start.new.zone.built-in': { zh: '{county}统一使用 {zone} 带。', en: '{county} keeps its surveys in zone {zone}.' },
  'start.new.zone.coordinates': {
    zh: '村界坐标在东经 {longitude}° 附近，属于 {zone} 带。',
    en: 'The villages lie near {longitude}°E, in zone {zone}.',
  },
  'start.new.zone.differs': {
    zh: '村界坐标在东经 {longitude}° 附近，按经度属于 {zone} 带，与所选的带不同；请确认全县统一使用哪一带。',
    en: 'The villages lie near {longitude}°E, by longitude in zone {zone}, which is not the chosen one: make sure which zone the whole county keeps.',
  },
  'start.new.zone.picture': {
    zh: '3° 带示意图：{zone} 带（中央经线 {meridian}°E）覆盖 {west}°E 至 {east}°E',
    en: 'Picture of the 3° zones: zone {zone} (central meridian {meridian}°E) reaches from {west}°E to {east}°E',
  },
  'start.new.zone.here': { zh: '村界', en: 'villages' },
  'start.new.zone.edge': { zh: '分界 {degrees}°E', en: 'edge {degrees}°E' },
  'start.new.zone.name': { zh: '{zone} 带', en: 'Zone {zone}' },
  'start.new.villages': { zh: '行政村（可以以后再导入）', en: 'Villages (can be imported later)' },
  'start.new.villages.choose': { zh: '选择 csv 或 shp…', en: 'Choose csv or shp…' },
  'start.new.villages.none': { zh: '不选', en: 'None' },
  'start.new.villages.told': {
    zh: '{villages} 个行政村：{towns}',
    en: '{villages} {villages:village|villages}: {towns}',
  },
  'start.new.villages.told.more': {
    zh: '{villages} 个行政村，{count} 个乡镇：{towns}……',
    en: '{villages} {villages:village|villages} in {count} {count:town|towns}: {towns} …',
  },
  'start.new.villages.town': { zh: '{town} {count} 个', en: '{town} {count}' },
  'start.new.villages.hint': {
    zh: 'csv 表头：code,name,town,village_type,terrain,population,households；shp 为村界面图层。',
    en: 'A csv with the header code,name,town,village_type,terrain,population,households, or a shp with the outlines.',
  },
  'start.new.inspecting': { zh: '正在查看村界文件', en: 'Looking into the village file' },
  'start.new.importing': { zh: '正在导入村界', en: 'Importing villages' },
  'start.new.make': { zh: '建立调查', en: 'Make the survey' },
  'start.new.incomplete': {
    zh: '请先选择存放位置，并填好六位县级代码和投影带。',
    en: 'Choose where the file goes, a county code of six digits, and a zone first.',
  },
  'start.snapshots': { zh: '可以恢复的快照', en: 'Snapshots to restore from' },
  'start.snapshots.none': {
    zh: '这个文件没有快照。请用最近的成果包或别处的副本；也可以把文件交给技术支持。',
    en: 'There is no snapshot of this file. Use the latest package or a copy from elsewhere, or give the file to support.',
  },
} as const satisfies Messages
