import type { Command } from './command.ts'
import { explainCommand } from './commands/explain.ts'
import { planCommand } from './commands/plan.ts'
import { assessCommand, checkCommand, exportCommand, verifyCommand, waiveCommand } from './commands/results.ts'
import { simulateCommand } from './commands/simulate.ts'
import { batchesCommand, importCommand, inspectCommand, rollbackCommand } from './commands/source.ts'
import { standardsCommand } from './commands/standards.ts'
import { editCommand, historyCommand, infoCommand, initCommand, redoCommand, undoCommand } from './commands/survey.ts'

/** In the order of the work. */
export const commands: readonly Command[] = [
  initCommand,
  inspectCommand,
  importCommand,
  batchesCommand,
  rollbackCommand,
  infoCommand,
  editCommand,
  historyCommand,
  undoCommand,
  redoCommand,
  standardsCommand,
  simulateCommand,
  planCommand,
  assessCommand,
  explainCommand,
  checkCommand,
  waiveCommand,
  exportCommand,
  verifyCommand,
]
