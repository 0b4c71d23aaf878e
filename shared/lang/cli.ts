import type { Messages } from './message.ts'

export const cliMessages = {
  'cli.cancelled': { zh: '已取消，未作任何改动。', en: 'Cancelled; nothing was changed.' },
  'usage.command': {
    zh: '没有命令“{command}”：请用 cundi help 查看全部命令。',
    en: 'There is no command "{command}": see them all with cundi help.',
  },
  'usage.missing': { zh: '缺少 {what}。用法：{usage}', en: '{what} is missing. Usage: {usage}' },
  'usage.surplus': {
    zh: '多余的参数“{value}”。用法：{usage}',
    en: 'The argument "{value}" is one too many. Usage: {usage}',
  },
  'usage.option': { zh: '{detail}。用法：{usage}', en: '{detail}. Usage: {usage}' },
  'usage.option.unknown': { zh: '没有选项“{option}”', en: 'There is no option "{option}"' },
  'usage.option.value': { zh: '选项“{option}”缺少值', en: 'The option "{option}" lacks its value' },
  'usage.option.flag': { zh: '选项“{option}”不带值', en: 'The option "{option}" takes no value' },
  'usage.value': {
    zh: '{option} 的值“{value}”不正确，应为 {expected}。用法：{usage}',
    en: 'The value "{value}" of {option} is wrong, it should be {expected}. Usage: {usage}',
  },
  'usage.not-for-file': {
    zh: '{option} 只用于 {files} 文件，{file} 不需要：请去掉该选项后重试。用法：{usage}',
    en: '{option} is for {files} files only, {file} has no use for it: leave it out and try again. Usage: {usage}',
  },
  'usage.repeated': {
    zh: '{option} {value} 给了两次。用法：{usage}',
    en: '{option} {value} was given twice. Usage: {usage}',
  },
  'settings.unreadable': {
    zh: '设置文件 {file} 无法读取：请改正或删除后重试。',
    en: 'The settings file {file} cannot be read: correct or remove it and try again.',
  },
  internal: {
    zh: 'CunDi 内部出错（{detail}）：未完成的改动已全部撤回，请把这一行告诉开发者。',
    en: 'CunDi ran into a fault of its own ({detail}): unfinished changes were taken back; please tell the developers this line.',
  },
  'io.failed': {
    zh: '读写 {file} 时系统报错 {reason}，未完成的改动已全部撤回：请检查磁盘空间和权限后重试。',
    en: 'The system reported {reason} while using {file}; unfinished changes were taken back: check disk space and permissions and try again.',
  },
  'phase.stage': { zh: '读取并检查', en: 'reading and checking' },
  'phase.merge': { zh: '写入调查文件', en: 'merging' },
  'phase.settle': { zh: '保存到磁盘', en: 'saving to disk' },
  'phase.upgrade': { zh: '升级调查文件', en: 'upgrading the survey' },
  'phase.inspect': { zh: '读取', en: 'reading' },
  'phase.copy': { zh: '复制调查文件', en: 'copying the survey' },
  'phase.count': { zh: '清点', en: 'counting' },
  'phase.rows': { zh: '逐条检查', en: 'checking rows' },
  'phase.write': { zh: '写出成果包', en: 'writing the package' },
  'phase.hash': { zh: '核对校验值', en: 'verifying checksums' },
  'phase.compare': { zh: '逐字节核对', en: 'comparing byte for byte' },
  'phase.rollback': { zh: '回滚', en: 'rolling back' },
  'phase.undo': { zh: '撤销', en: 'undoing' },
  'phase.redo': { zh: '重做', en: 'doing again' },
  'phase.assess': { zh: '测算', en: 'assessing' },
  'out.created': {
    zh: '已新建 {file}（{crs}，{villages} 个村）。密钥在 {file}.key，请另行妥善保管。',
    en: 'Created {file} ({crs}, {villages} {villages:village|villages}). Its key is {file}.key: keep it safe and apart.',
  },
  'out.imported': {
    zh: '{file} / {layer}：读取 {read}，导入 {imported}，更新 {updated}，跳过 {skipped}，拒绝 {rejected}，已删除标记 {deletedRecords}（{seconds} 秒）',
    en: '{file} / {layer}: read {read}, imported {imported}, updated {updated}, skipped {skipped}, rejected {rejected}, flagged deleted {deletedRecords} ({seconds} s)',
  },
  'out.batch': {
    zh: '批次 {batch}：可用 cundi rollback 整批撤回。',
    en: 'Batch {batch}: cundi rollback takes it back whole.',
  },
  'out.dry-run': { zh: '试导入：未作任何改动。', en: 'Dry run: nothing was changed.' },
  'out.finding': {
    zh: '  [{severity}] {text} × {count}（{code}）{where}',
    en: '  [{severity}] {text} × {count} ({code}){where}',
  },
  'out.records': { zh: '，记录 {records}', en: ', records {records}' },
  'severity.error': { zh: '错误', en: 'error' },
  'severity.warning': { zh: '警告', en: 'warning' },
  'severity.info': { zh: '提示', en: 'info' },
  'out.assessed': {
    zh: '标准集 {standardSet}：测算 {assessed} 宗，符合 {withinStandard} 宗，超占 {overStandard} 宗，超占面积 {overAreaM2} m²；无法测算 {notAssessable} 宗，非宅基地 {notHomestead} 宗',
    en: 'Standard set {standardSet}: {assessed} {assessed:parcel|parcels} assessed, {withinStandard} within, {overStandard} over by {overAreaM2} m² in all; {notAssessable} not assessable, {notHomestead} not {notHomestead:a homestead|homesteads}',
  },
  'out.to-confirm': {
    zh: '标准限额待核实：区里确认之前不能作为处理依据。',
    en: 'The limits are to be confirmed (待核实): until the district does so they decide nothing.',
  },
  'out.type': {
    zh: '  {type}：{parcels} 宗，{areaM2} m²；超占 {over} 宗，{overAreaM2} m²',
    en: '  {type}: {parcels} {parcels:parcel|parcels}, {areaM2} m²; {over} over by {overAreaM2} m²',
  },
  'out.households': {
    zh: '  有宅基地的农户 {total} 户：一处 {withOnePlot} 户，多处 {withSeveralPlots} 户',
    en: '  households with a homestead: {total}; one plot {withOnePlot}, several {withSeveralPlots}',
  },
  'out.reason': { zh: '  无法测算：{text} × {count}', en: '  not assessable: {text} × {count}' },
  'out.checked': {
    zh: '质检：{findings} 个问题，其中未豁免的错误 {blocking} 个',
    en: 'Check: {findings} {findings:finding|findings}, {blocking} of them errors that are not waived',
  },
  'out.blocking': { zh: '有未豁免的错误，成果不能上交。', en: 'Errors stand, so the package cannot be handed over.' },
  'out.exported': { zh: '已导出 {path}', en: 'Exported {path}' },
  'out.counts': { zh: '  {layer} {count}', en: '  {layer} {count}' },
  'out.loss': { zh: '  注意：{text}', en: '  note: {text}' },
  'out.verified': {
    zh: '{file} 校验通过：内容与清单一致，逐字节相同。',
    en: '{file} verifies: contents and manifest agree, byte for byte.',
  },
  'out.not-verified': { zh: '{file} 校验不通过：', en: '{file} does not verify:' },
  'out.rolled-back': {
    zh: '批次 {batch} 已撤回：移除 {removed} 个对象，恢复 {restored} 个。可用 cundi undo 取消这次撤回。',
    en: 'Batch {batch} was taken back: objects removed {removed}, restored {restored}. cundi undo takes this back again.',
  },
  'out.undone': {
    zh: '已撤销 {kind}：恢复 {restored} 条，移除 {removed} 条。',
    en: 'Undone: {kind}; {restored} restored, {removed} removed.',
  },
  'out.edited': { zh: '宗地 {parcel} 已修改：{changed}', en: 'Parcel {parcel} changed: {changed}' },
  'out.waived': { zh: '已豁免问题 {finding}。', en: 'Finding {finding} waived.' },
  'out.rejected-written': {
    zh: '{records} 条被拒记录已写入 {path}：改好后可重新导入。',
    en: '{records} rejected {records:record|records} written to {path}: mend them and import again.',
  },
  'out.layer': {
    zh: '图层 {name}：{type}，{records} 条（删除 {deleted}，无法读取 {unreadable}，图形无效 {invalid}），编码 {encoding}，坐标系 {crs}',
    en: 'Layer {name}: {type}, {records} {records:record|records} ({deleted} deleted, {unreadable} unreadable, {invalid} invalid), encoding {encoding}, CRS {crs}',
  },
  'out.info': {
    zh: '{file}：县 {county}，{crs}，数据版本 {schemaVersion}，{batches} 个导入批次',
    en: '{file}: county {county}, {crs}, schema {schemaVersion}, {batches} import {batches:batch|batches}',
  },
  'out.unknown': { zh: '未知', en: 'unknown' },
  'out.empty': { zh: '没有记录。', en: 'Nothing there.' },
  'demo.title': {
    zh: 'CunDi 村地 示例：从 shapefile 到经校验的成果包',
    en: 'CunDi demo: from shapefiles to a verified package',
  },
  'demo.files': { zh: '文件在 {folder}', en: 'The files are in {folder}' },
  'demo.operator': { zh: '示例操作员', en: 'Demo operator' },
  'demo.plot': {
    zh: '近郊村一宗 200.50 m² 的宅基地是怎样测算的：',
    en: 'How a near-suburb homestead of 200.50 m² is assessed:',
  },
} as const satisfies Messages
