import type { Finding, ImportedLayer } from '../../../shared/contract/answers.ts'
import type { Language } from '../../../shared/lang/message.ts'
import { wordFinding } from '../../../shared/lang/words.ts'
import type { CommandContext } from '../command.ts'

export function findingLine(
  word: CommandContext['word'],
  severity: string,
  text: string,
  count: number,
  code: string,
  records: readonly (number | null)[],
): string {
  const named = records.filter((record) => record !== null)
  return word('out.finding', {
    severity: word(`severity.${severity}`),
    text,
    count,
    code,
    where: named.length > 0 ? word('out.records', { records: named.join(', ') }) : '',
  })
}

/** An imported layer as `--json` gives it: findings with their examples worded. */
export const importedJson = (layer: ImportedLayer, language: Language): object => ({
  ...layer,
  findings: layer.findings.map((finding) => wordExamples(finding, layer.file, language)),
})

const wordExamples = ({ examples, ...finding }: Finding, file: string, language: Language): object => ({
  ...finding,
  examples: examples.map(({ record, params }) => ({
    record,
    message: wordFinding(finding.code, { file, ...subject(record, language), ...params }, language),
  })),
})

const subject = (record: number | null, language: Language): { subject?: string; record?: number } =>
  record === null ? {} : { subject: language === 'zh' ? `第 ${record} 条记录` : `record ${record}`, record }

export function importedLines(layer: ImportedLayer, word: CommandContext['word'], language: Language): string[] {
  return [
    word('out.imported', {
      file: layer.file,
      layer: layer.layer,
      read: layer.read,
      imported: layer.imported,
      updated: layer.updated,
      skipped: layer.skipped,
      rejected: layer.rejected,
      deletedRecords: layer.deletedRecords,
      seconds: layer.seconds,
    }),
    ...layer.findings.map(({ code, severity, count, examples }) =>
      findingLine(
        word,
        severity,
        wordFinding(code, { file: layer.file, ...examples[0]?.params }, language),
        count,
        code,
        examples.map(({ record }) => record),
      ),
    ),
    ...(layer.batch === null ? [] : [word('out.batch', { batch: layer.batch })]),
  ]
}
