import type { StandardSetLine } from '../../../shared/contract/standards-answers.ts'
import { Mark } from '../../ui/mark.tsx'
import { useWords } from '../../ui/words.tsx'

/** Status, whether it is the one in force, and what is not confirmed. */
export function SetMarks({ line }: { readonly line: StandardSetLine }) {
  const { word } = useWords()
  return (
    <>
      {/* What ships stands in until the district adopts a set of its own: after that it is nobody's standard. */}
      {line.version === null && line.status === 'adopted' && !line.isDefault ? null : (
        <Mark tone={line.status === 'adopted' ? 'good' : 'plain'}>{word(`standards.status.${line.status}`)}</Mark>
      )}
      {line.isDefault ? (
        <Mark tone="info" title={word('standards.list.default.about')}>
          {word('standards.list.default')}
        </Mark>
      ) : null}
      {line.toConfirm ? <Mark tone="warning">{word('standards.list.to-confirm')}</Mark> : null}
    </>
  )
}
