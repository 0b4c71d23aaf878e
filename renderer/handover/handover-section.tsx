import { ExportForm } from './export-form.tsx'
import './handover.css'
import { VerifyPanel } from './verify-panel.tsx'

/** Handing over, and looking at what others hand in. */
export function HandoverSection() {
  return (
    <div className="handover">
      <ExportForm />
      <VerifyPanel />
    </div>
  )
}
