import type { Messages } from './message.ts'

/** What is true of every screen: the frame, files, faults. */
export const windowMessages = {
  'window.rail': { zh: '功能区', en: 'Sections' },
  'window.county': { zh: '县区 {county}', en: 'County {county}' },
  'window.zone': { zh: 'CGCS2000 第 {zone} 带（{crs}）', en: 'CGCS2000 zone {zone} ({crs})' },
  'window.saved': { zh: '已保存', en: 'Saved' },
  'window.saving': { zh: '正在保存…', en: 'Saving…' },
  'window.cancel': { zh: '取消', en: 'Cancel' },
  'window.cancel.late': { zh: '正在保存', en: 'Saving' },
  'window.close': { zh: '关闭调查', en: 'Close survey' },
  'window.fault': {
    zh: '程序内部出错，未作任何改动：请重试，仍出错时请重新打开调查。',
    en: 'The program has met a fault of its own and changed nothing: try again, and open the survey anew if it stays.',
  },
  'window.broken.title': { zh: '这里没有显示出来', en: 'This could not be shown' },
  'window.broken.advice': {
    zh: '程序画面出错。已显示“已保存”的内容都在调查文件里。请重新显示；仍出错时请重新打开调查。',
    en: 'The window has met a fault. Everything that was shown as saved is in the survey file. Show it again, and open the survey anew if the fault stays.',
  },
  'window.broken.again': { zh: '重新显示', en: 'Show it again' },
  'window.lost.title': { zh: '与程序的连接已断开', en: 'The connection to the program is gone' },
  'window.lost.advice': {
    zh: '已显示“已保存”的内容都在调查文件里。请重新连接；若程序已退出，请重新启动 CunDi。',
    en: 'Everything that was shown as saved is in the survey file. Connect again; if the program has ended, start CunDi anew.',
  },
  'window.lost.again': { zh: '重新连接', en: 'Connect again' },
  'picker.up': { zh: '上一级', en: 'Up' },
  'picker.roots': { zh: '共享的文件夹', en: 'Shared folders' },
  'picker.name': { zh: '文件名', en: 'File name' },
  'picker.save': { zh: '保存到这里', en: 'Save here' },
  'picker.choose-folder': { zh: '选择此文件夹', en: 'Choose this folder' },
  'section.overview': { zh: '总览', en: 'Overview' },
  'start.title': { zh: 'CunDi 村地', en: 'CunDi 村地' },
  'start.open': { zh: '打开调查', en: 'Open a survey' },
  'file.unknown': { zh: '找不到该文件：请重新选择。', en: 'That file is not known: choose it again.' },
  'file.bad-name': {
    zh: '文件名“{name}”不能用：请去掉 / \\ : * ? " < > | 等字符，且不要以点开头。',
    en: 'The name "{name}" cannot be used: leave out / \\ : * ? " < > | and do not begin with a dot.',
  },
  'file.no-browser': { zh: '此处请使用系统的文件对话框。', en: "Use the system's own file dialog here." },
  'settings.not-kept': { zh: '此处不保存设置。', en: 'Settings are not kept here.' },
} as const satisfies Messages
