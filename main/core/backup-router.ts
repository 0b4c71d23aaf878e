import { implement } from '@orpc/server'
import { backups } from '../../shared/contract/backups.ts'
import {
  changePassphrase,
  configureBackups,
  previewSnapshot,
  restore,
  snapshotsOf,
  takeSnapshotNow,
} from './backup-procedures.ts'
import type { Core } from './core.ts'

const os = implement(backups).$context<{ core: Core }>()

export const backupRouter = os.router({
  list: os.list.handler(({ input, context: { core } }) => snapshotsOf(core, input.file)),
  preview: os.preview.handler(({ input, context: { core }, signal }) => previewSnapshot(core, input, signal)),
  take: os.take.handler(({ input, context: { core }, signal }) => takeSnapshotNow(core, input.survey, signal)),
  restore: os.restore.handler(({ input, context: { core }, signal }) => restore(core, input, signal)),
  configure: os.configure.handler(({ input, context: { core } }) => configureBackups(core, input)),
  setPassphrase: os.setPassphrase.handler(({ input, context: { core }, signal }) =>
    changePassphrase(core, input, signal),
  ),
})
