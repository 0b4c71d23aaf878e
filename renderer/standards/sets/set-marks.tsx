import type { StandardSetLine } from '../../../shared/contract/standards-answers.ts'
import { useWords } from '../../ui/words.tsx'

/** Status, whether it is the one in force, and what is not confirmed. */
export function SetMarks({ line }: { readonly line: StandardSetLine }) {
  const { word } = useWords()
  return (
    <>
      <span className="standards-mark" data-tone={line.status}>
        {word(`standards.status.${line.status}`)}
      </span>
      {line.isDefault ? (
        <span className="standards-mark" data-tone="default" title={word('standards.list.default.about')}>
          {word('standards.list.default')}
        </span>
      ) : null}
      {line.toConfirm ? (
        <span className="standards-mark" data-tone="warn">
          {word('standards.list.to-confirm')}
        </span>
      ) : null}
    </>
  )
}
