import type { ImportedLayer } from '../../shared/contract/answers.ts'
import { useWords } from '../ui/words.tsx'
import { countText } from './import-words.ts'

/** read = imported + updated + skipped + rejected + deleted, as one line that adds up. */
export function RunCounts({ layer }: { readonly layer: ImportedLayer }) {
  const words = useWords()
  const parts = [
    ['imported', layer.imported],
    ['updated', layer.updated],
    ['skipped', layer.skipped],
    ['rejected', layer.rejected],
    ['deleted', layer.deletedRecords],
  ] as const
  return (
    <dl className="import-counts">
      <div>
        <dt>{words.word('import.counted.read')}</dt>
        <dd>{countText(words, layer.read)}</dd>
      </div>
      <span aria-hidden="true">=</span>
      {parts.map(([name, count], i) => (
        <div key={name} className={name === 'rejected' && count > 0 ? 'import-count-bad' : undefined}>
          <dt>
            {i === 0 ? '' : '+ '}
            {words.word(`import.counted.${name}`)}
          </dt>
          <dd>{countText(words, count)}</dd>
        </div>
      ))}
    </dl>
  )
}
