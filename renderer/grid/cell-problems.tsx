import { Alert, Button } from 'antd'
import { useWords } from '../ui/words.tsx'
import type { CellEdits } from './editors/use-cell-edits.ts'

/** Cells whose typing could not be saved, each with why; the cells keep what was typed until it is dropped. */
export function CellProblems({ edits }: { readonly edits: CellEdits }) {
  const { word } = useWords()
  if (edits.problems.length === 0) return null
  return (
    <Alert
      type="warning"
      className="grid-problems"
      title={
        <ul>
          {edits.problems.map(({ key, sentence }) => (
            <li key={key}>{sentence}</li>
          ))}
        </ul>
      }
      action={
        <Button size="small" onClick={edits.drop}>
          {word('object.discard')}
        </Button>
      }
    />
  )
}
