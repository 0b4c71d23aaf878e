import { severityOf } from '../model/finding-codes.ts'
import type { Rule } from './rule.ts'

const SHAPEFILE = 'ESRI Shapefile Technical Description, 1998'

/** Facts about a record that its row does not show; the batch noted them. */
const noted = (id: string, cites: string): Rule => ({ id, severity: severityOf(id), cites, asks: 'import-notes' })

/** Facts about a whole file, one finding a batch that is still in the survey. */
const ofBatch = (id: string, cites: string): Rule => ({ id, severity: severityOf(id), cites, asks: 'batch-findings' })

export const importRules: readonly Rule[] = [
  {
    id: 'import.rejected-pending',
    severity: severityOf('import.rejected-pending'),
    cites: '验收：每条记录均有去向',
    asks: 'pending-rejections',
  },
  noted('geometry.ring-unclosed', SHAPEFILE),
  noted('geometry.ring-orientation', SHAPEFILE),
  noted('geometry.z-dropped', 'OGC 12-128r17'),
  noted('text.cut', 'dBASE III+'),
  noted('value.not-a-number', 'dBASE III+'),
  noted('value.not-a-date', 'dBASE III+'),
  noted('value.not-a-code', '菏定政办字〔2019〕45号 三(三)5'),
  noted('personal.in-text', '《个人信息保护法》第五十一条'),
  noted('crs.far-from-county', 'CGCS2000 高斯-克吕格投影 3° 分带'),
  ofBatch('crs.overridden', 'CGCS2000'),
  ofBatch('encoding.cpg-wrong', 'GB 18030'),
  ofBatch('encoding.sniffed', 'GB 18030'),
  ofBatch('dbf.missing', SHAPEFILE),
  ofBatch('field.unknown', '不动产登记数据库标准'),
]
