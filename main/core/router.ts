import { implement } from '@orpc/server'
import { listBatches } from '../../db/staging/batch.ts'
import { contract } from '../../shared/contract/contract.ts'
import { done, refuse } from '../../shared/contract/outcome.ts'
import { applicationState, forgetRecent, saveApplication } from './application.ts'
import { backgroundRouter } from './background-router.ts'
import { backupRouter } from './backup-router.ts'
import type { Core } from './core.ts'
import { undo } from './history-procedures.ts'
import { describeBatch, importRequest, sizeOfRollback } from './import-procedures.ts'
import { alone, onSurvey, pathOf, refused } from './jobs-on-survey.ts'
import { closeList, exportList, locateInList, openList, pageOfList, villageTree } from './lists-procedures.ts'
import { mapRouter } from './map-router.ts'
import { objectsRouter } from './objects-router.ts'
import { lookAtSurvey, openFile, upgradeFile } from './opening.ts'
import { editParcelByCode, holdsPersonal } from './parcel-procedures.ts'
import { planningLegendRouter } from './planning-legend-router.ts'
import { planningMapRouter } from './planning-map-router.ts'
import { planningRouter } from './planning-router.ts'
import { unwaive, waive } from './quality-procedures.ts'
import { makeSample } from './sample.ts'
import { standardsRouter } from './standards-router.ts'
import { createSurveyFile, infoOf, lookAtVillages } from './survey-procedures.ts'

const os = implement(contract).$context<{ core: Core }>()

/** Doors, not rooms: every procedure of the contract with the function that does it. */
export const router = os.router({
  survey: {
    create: os.survey.create.handler(({ input, context }) => createSurveyFile(context.core, input)),
    villages: os.survey.villages.handler(({ input, context }) => lookAtVillages(context.core, input)),
    look: os.survey.look.handler(({ input, context }) => lookAtSurvey(context.core, input.file)),
    upgrade: os.survey.upgrade.handler(({ input, context, signal }) => upgradeFile(context.core, input.file, signal)),
    open: os.survey.open.handler(({ input, context }) => openFile(context.core, input)),
    sample: os.survey.sample.handler(({ input, context, signal }) => makeSample(context.core, input.folder, signal)),
    info: os.survey.info.handler(async ({ input, context }) => done(await infoOf(context.core, input.survey))),
    close: os.survey.close.handler(async ({ input, context }) => {
      await context.core.settle(input.survey)
      context.core.close(input.survey)
      return done(null)
    }),
    overview: os.survey.overview.handler(async ({ input, context: { core }, signal }) =>
      done(await core.session(input.survey).readers.tables.ask('overview', null, signal)),
    ),
    changes: os.survey.changes.handler(({ input, context: { core }, signal }) =>
      core.session(input.survey).changes.listen(signal),
    ),
  },
  backgrounds: backgroundRouter,
  backups: backupRouter,
  application: {
    state: os.application.state.handler(({ context: { core } }) => applicationState(core)),
    forget: os.application.forget.handler(({ input, context: { core } }) => forgetRecent(core, input.file)),
    save: os.application.save.handler(({ input, context: { core } }) => saveApplication(core, input)),
  },
  files: {
    list: os.files.list.handler(
      ({ input, context: { core } }) => core.browser?.list(input.folder) ?? refuse({ code: 'file.no-browser' }),
    ),
    name: os.files.name.handler(
      ({ input, context: { core } }) =>
        core.browser?.name(input.folder, input.name) ?? refuse({ code: 'file.no-browser' }),
    ),
    receive: os.files.receive.handler(({ context: { core } }) =>
      core.uploads === undefined ? refuse({ code: 'file.no-browser' }) : done({ set: core.uploads.open() }),
    ),
  },
  map: mapRouter,
  objects: objectsRouter,
  source: {
    inspect: os.source.inspect.handler(({ input, context: { core }, signal }) =>
      alone(core, 'inspect', { ...input, file: core.resolveFile(input.file) }, signal),
    ),
    examine: os.source.examine.handler(({ input, context: { core }, signal }) =>
      alone(core, 'examine', { ...input, file: core.resolveFile(input.file) }, signal),
    ),
    shapes: os.source.shapes.handler(({ input, context: { core }, signal }) =>
      alone(core, 'shapes', { ...input, file: core.resolveFile(input.file) }, signal),
    ),
  },
  imports: {
    run: os.imports.run.handler(({ input, context: { core }, signal }) => {
      const request = importRequest(core, input)
      return request.ok ? onSurvey(core, input.survey, 'import', request.value, signal) : refused(request)
    }),
    batches: os.imports.batches.handler(({ input, context: { core } }) =>
      done(
        listBatches(core.session(input.survey).survey.db).map(({ rolledBackAt, ...batch }) => ({
          ...batch,
          rolledBack: rolledBackAt,
        })),
      ),
    ),
    batch: os.imports.batch.handler(({ input, context: { core } }) => describeBatch(core, input.survey, input.batch)),
    rollbackSize: os.imports.rollbackSize.handler(({ input, context: { core } }) =>
      sizeOfRollback(core, input.survey, input.batch),
    ),
    rollback: os.imports.rollback.handler(({ input, context: { core }, signal }) =>
      onSurvey(core, input.survey, 'rollback', { survey: pathOf(core, input.survey), batch: input.batch }, signal),
    ),
    writeRejected: os.imports.writeRejected.handler(({ input, context: { core }, signal }) =>
      onSurvey(
        core,
        input.survey,
        'mend',
        {
          survey: pathOf(core, input.survey),
          batch: input.batch,
          to: core.resolveFile(input.to),
          force: input.force,
          language: core.language,
        },
        signal,
      ),
    ),
  },
  lists: {
    open: os.lists.open.handler(({ input, context: { core }, signal }) =>
      openList(core, input.survey, input.query, signal),
    ),
    page: os.lists.page.handler(({ input, context: { core }, signal }) => pageOfList(core, input, signal)),
    locate: os.lists.locate.handler(({ input, context: { core } }) => locateInList(core, input)),
    close: os.lists.close.handler(({ input, context: { core } }) => closeList(core, input.survey, input.list)),
    export: os.lists.export.handler(({ input, context: { core }, signal }) => exportList(core, input, signal)),
    tree: os.lists.tree.handler(({ input, context: { core } }) => villageTree(core, input.survey)),
  },
  standards: standardsRouter,
  planning: planningRouter,
  planningLegend: planningLegendRouter,
  planningMap: planningMapRouter,
  quality: {
    check: os.quality.check.handler(({ input, context: { core }, signal }) =>
      onSurvey(core, input.survey, 'check', { survey: pathOf(core, input.survey), list: input.list }, signal),
    ),
    stored: os.quality.stored.handler(async ({ input, context: { core }, signal }) =>
      done(await core.session(input.survey).readers.tables.ask('storedFindings', null, signal)),
    ),
    findings: os.quality.findings.handler(async ({ input: { survey, ...question }, context: { core }, signal }) =>
      done(await core.session(survey).readers.tables.ask('findingPage', question, signal)),
    ),
    waive: os.quality.waive.handler(({ input, context: { core } }) => waive(core, input)),
    unwaive: os.quality.unwaive.handler(({ input, context: { core } }) => unwaive(core, input)),
  },
  handover: {
    export: os.handover.export.handler(({ input, context: { core }, signal }) => {
      if (holdsPersonal(input.purpose))
        return refused(refuse({ code: 'value.personal', params: { field: '--with-personal' } }))
      return onSurvey(
        core,
        input.survey,
        'export',
        {
          ...input,
          survey: pathOf(core, input.survey),
          to: core.resolveFile(input.to),
          version: core.version,
          language: core.language,
        },
        signal,
      )
    }),
    verify: os.handover.verify.handler(({ input, context: { core }, signal }) =>
      alone(core, 'verify', { file: core.resolveFile(input.file) }, signal),
    ),
  },
  parcels: {
    edit: os.parcels.edit.handler(({ input, context }) => editParcelByCode(context.core, input)),
  },
  history: {
    list: os.history.list.handler(async ({ input: { survey, ...request }, context: { core }, signal }) =>
      done(await core.session(survey).readers.tables.ask('history', request, signal)),
    ),
    undo: os.history.undo.handler(({ input: { survey, entry }, context: { core }, signal }) =>
      undo(core, survey, entry === null ? { kind: 'last' } : { kind: 'entry', id: entry }, signal),
    ),
    redo: os.history.redo.handler(({ input, context: { core }, signal }) =>
      undo(core, input.survey, { kind: 'redo' }, signal),
    ),
  },
})
