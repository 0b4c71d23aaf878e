import { ExportForm } from './export-form.tsx'
import './handover.css'
import { useWords } from '../ui/words.tsx'
import { VerifyPanel } from './verify-panel.tsx'

/** Handing over, and looking at what others hand in. */
export function HandoverSection() {
  const { word } = useWords()
  return (
    <div className="handover">
      <h1>{word('section.handover')}</h1>
      <ExportForm />
      <VerifyPanel />
    </div>
  )
}
