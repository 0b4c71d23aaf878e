import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import type { Simulation } from '../../../shared/contract/standards-answers.ts'
import type { Language } from '../../../shared/lang/message.ts'
import { writeWorkbook } from '../export/workbook.ts'
import { writeWhole } from '../export/write-whole.ts'
import type { JobContext } from '../job.ts'
import { sheetsOfSimulation } from './simulation-sheets.ts'

export interface WriteSimulationInput {
  readonly survey: string
  readonly simulation: Simulation
  readonly to: string
  readonly force: boolean
  readonly language: Language
}

/** Writes a simulation as a workbook. Refusals: target.*. */
export async function runWriteSimulation(
  { survey, simulation, to, force, language }: WriteSimulationInput,
  context: JobContext,
): Promise<Outcome<{ readonly path: string }>> {
  const written = await writeWhole({ to, format: 'xlsx', survey, force }, context, (scratch) =>
    writeWorkbook(scratch, sheetsOfSimulation(simulation, language)),
  )
  return written.ok ? done({ path: to }) : written
}
