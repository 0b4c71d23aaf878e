import { randomUUID } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { SealerFor } from '../../db/history/outside-edits.ts'
import { leaveLogToOthers } from '../../db/open/checkpoint.ts'
import type { WritableDb } from '../../db/open/database.ts'
import {
  type NotOpened,
  openSurvey,
  openSurveyForReading,
  type Pages,
  type ReadSurvey,
} from '../../db/open/open-survey.ts'
import type { Author } from '../../db/schema/author.ts'
import { readMetadata, writeMetadata } from '../../db/schema/metadata.ts'
import type { FolderListing } from '../../shared/contract/files.ts'
import type { OpenedAnswer } from '../../shared/contract/opening.ts'
import { done, type Outcome, type Refusal, refuse } from '../../shared/contract/outcome.ts'
import type { Language } from '../../shared/lang/message.ts'
import { assertNever } from '../../shared/model/assert-never.ts'
import { keyFits, keyPath, openVault, type PersonalVault, readKey } from '../platform/keys.ts'
import { type AskedThread, type Asker, createAskedThread } from './asked-thread.ts'
import { type AutoBackup, startAutoBackup } from './auto-backup.ts'
import { backupSettings, checkpointInThread, takeAutoSnapshot } from './auto-snapshot.ts'
import type { BackgroundQuestions } from './background-questions.ts'
import { type Changes, createChanges } from './changes.ts'
import { type IdleCheckpoint, startIdleCheckpoint } from './idle-checkpoint.ts'
import { createReaders, type Readers } from './readers.ts'
import { sealTextWith } from './seal-text.ts'
import { createWriteQueue, type WriteQueue } from './write-queue.ts'

/** A survey that is open in this process. */
export interface Session {
  readonly survey: ReadSurvey
  /** Threads that answer questions about the survey, so that this one never waits for a long one. */
  readonly readers: Readers
  readonly changes: Changes
  /** null: the survey was opened for reading, without its lock. */
  readonly writable: WritableDb | null
  readonly queue: WriteQueue
  /** null: the survey is open masked. */
  readonly key: Uint8Array | null
  readonly vault: PersonalVault | null
  /** null: no automatic snapshots are made of it. */
  readonly backup: AutoBackup | null
  /** null: its log is emptied when it is closed, and not before. */
  readonly checkpoint: IdleCheckpoint | null
}

/** What a door without the system's dialogs lets its window see of the disk. Refusals as shared/contract/files.ts has them. */
export interface FolderBrowser {
  list(folder: string | null): Outcome<FolderListing>
  name(folder: string, name: string): Outcome<{ readonly file: string }>
  /** Whether a path (of a recent file, say) is in what the window may see; asked of the path alone, not of the disk. */
  includes(path: string): boolean
}

/** Where a door keeps files that are sent to it: a set a drop, gone with the window that asked for it. */
export interface UploadSets {
  open(): string
  close(set: string): void
}

/** What a door tells the core about its user and its files. */
export interface CoreOptions {
  /** Asked at each change, so that it may follow the settings. */
  readonly author: Author
  readonly passphrase: string | null
  /** Turns what the contract calls a file into a path. */
  readonly resolveFile: (file: string) => string
  /** How a window names a file that it is told of; a path on the command line. */
  readonly nameFile?: (path: string) => string
  readonly browser?: FolderBrowser
  readonly uploads?: UploadSets
  /** Where a window's sample goes unless its user chooses; the user's own folder where a door says nothing. */
  readonly defaultFolder?: string
  /** Where the user's settings stand; without it a window's settings are not kept. */
  readonly settingsFile?: string
  readonly version: string
  /** Of texts that are written into files for people to read. */
  readonly language: Language
}

export interface Core extends CoreOptions {
  /** The thread that reads backgrounds; it ends with the last survey. */
  readonly backgrounds: Asker<BackgroundQuestions>
  /** `passphrase`: as the window asked for it, kept nowhere; the process's own where there is none. */
  open(file: string, mode: 'read' | 'write', passphrase?: string | null, pages?: Pages): Outcome<OpenedAnswer>
  session(id: string): Session
  isOpen(id: string): boolean
  /** The handle that may write. Asking for it where the survey is open for reading is a bug of the door. */
  writable(id: string): WritableDb
  /** Waits for what goes on beside the writers; then the survey can be closed without anybody waiting. */
  settle(id: string): Promise<void>
  close(id: string): void
  closeAll(): void
  /** Resolves when the threads of what was closed have let their files go: only then may the process end. */
  whenClosed(): Promise<void>
}

/** Plain Node: owns the open surveys and nothing of Electron or HTTP. */
export function createCore(options: CoreOptions): Core {
  const sessions = new Map<string, Session>()
  const closing = new Set<Promise<void>>()
  let backgrounds: AskedThread<BackgroundQuestions> | null = null
  const endBackgrounds = (): void => {
    const ended: Promise<void> | undefined = backgrounds?.close().finally(() => ended && closing.delete(ended))
    if (ended !== undefined) closing.add(ended)
    backgrounds = null
  }
  const close = (id: string): void => {
    const session = sessions.get(id)
    sessions.delete(id)
    void session?.backup?.stop()
    session?.checkpoint?.end()
    session?.changes.end()
    const closed: Promise<void> | undefined = session?.readers.close().finally(() => closed && closing.delete(closed))
    if (closed !== undefined) closing.add(closed)
    session?.survey.close()
    if (sessions.size === 0) endBackgrounds()
  }
  const session = (id: string): Session => {
    const found = sessions.get(id)
    if (found === undefined) throw new Error('no such open survey')
    return found
  }
  return {
    ...options,
    get author() {
      return options.author
    },
    backgrounds: {
      ask(kind, input, signal) {
        // An object: a library of geotiff's looks for its own name in it, in whatever thread it is loaded.
        backgrounds ??= createAskedThread<BackgroundQuestions>(
          'background-worker',
          {},
          { resourceLimits: { maxOldGenerationSizeMb: 512 } },
        )
        return backgrounds.ask(kind, input, signal)
      },
    },
    open(file, mode, passphrase = null, pages = 'unchecked') {
      const path = options.resolveFile(file)
      const key = readKey(path, passphrase ?? options.passphrase)
      const vault = !key.ok || key.value === null ? null : openVault(key.value)
      const opened =
        mode === 'write' ? openForWriting(path, options.author, sealerOf(vault), pages) : openForReading(path, pages)
      if ('kind' in opened) return refuse(refusalOf(opened, shownName(options, path)))
      const { survey, writable, migratedBackup } = opened
      if (!key.ok) {
        survey.close()
        return refuse({ ...key.refusal, file: shownName(options, keyPath(path)) })
      }
      const check = readMetadata(survey.db, 'key_check')
      if (vault !== null && check !== null && !keyFits(vault, check)) {
        survey.close()
        return refuse({ code: 'key.wrong', file: shownName(options, keyPath(path)) })
      }
      // A survey out of a package belongs to no key yet; the first one that writes in it is its own from then on.
      if (vault !== null && check === null && writable !== null) writeMetadata(writable, 'key_check', vault.keyCheck)
      const id = randomUUID()
      const changes = createChanges()
      const queue = createWriteQueue(changes.announce)
      const isKeptByWindow = writable !== null && options.settingsFile !== undefined
      const backup = isKeptByWindow
        ? startAutoBackup({
            changes,
            settings: () => backupSettings(options),
            take: (settings) => takeAutoSnapshot(path, options.author, settings),
          })
        : null
      if (isKeptByWindow) leaveLogToOthers(writable)
      const checkpoint = isKeptByWindow
        ? startIdleCheckpoint({
            changes,
            hasLog: (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0,
            run: () => checkpointInThread(path, options.author, queue.quiet),
          })
        : null
      sessions.set(id, {
        survey,
        readers: createReaders(path),
        changes,
        writable,
        queue,
        key: key.value,
        vault,
        backup,
        checkpoint,
      })
      const isMissing = vault === null && check !== null && !existsSync(keyPath(path))
      const isMasked = vault === null && existsSync(keyPath(path))
      return done({
        survey: id,
        surveyId: readMetadata(survey.db, 'survey_id') ?? '',
        personal: isMissing ? 'key-missing' : isMasked ? 'masked' : 'open',
        migratedBackup: migratedBackup === null ? null : shownName(options, migratedBackup),
      })
    },
    session,
    isOpen: (id) => sessions.has(id),
    writable(id) {
      const { writable } = session(id)
      if (writable === null) throw new Error('the survey is open for reading')
      return writable
    },
    async settle(id) {
      const { backup, checkpoint } = session(id)
      await Promise.all([backup?.stop(), checkpoint?.stop()])
    },
    close,
    closeAll: () => {
      for (const id of [...sessions.keys()]) close(id)
    },
    whenClosed: async () => void (await Promise.all(closing)),
  }
}

type Opened = Pick<Session, 'survey' | 'writable'> & { readonly migratedBackup: string | null }

/** How a file is named to whoever asked: its path on the command line; a window never learns one. */
export const shownName = (core: Pick<CoreOptions, 'nameFile'>, path: string): string =>
  core.nameFile === undefined ? path : basename(path)

/** Another survey's key must not seal anything in this one. */
const sealerOf =
  (vault: PersonalVault | null): SealerFor =>
  (keyCheck) =>
    vault === null || (keyCheck !== null && !keyFits(vault, keyCheck)) ? null : sealTextWith(vault)

function openForWriting(path: string, author: Author, sealerFor: SealerFor, pages: Pages): Opened | NotOpened {
  const result = openSurvey(path, author, undefined, sealerFor, pages)
  if (result.kind !== 'opened') return result
  const { survey } = result
  return { survey, writable: survey.db, migratedBackup: survey.migratedFrom?.backup ?? null }
}

function openForReading(path: string, pages: Pages): Opened | NotOpened {
  const result = openSurveyForReading(path, undefined, pages)
  return result.kind === 'opened' ? { survey: result.survey, writable: null, migratedBackup: null } : result
}

/** Why a file could not be opened, in words for `file`. */
export function refusalOf(result: NotOpened, file: string): Refusal {
  switch (result.kind) {
    case 'missing':
      return { code: 'survey.not-found', file }
    case 'not-a-survey':
      return { code: 'survey.not-a-survey', file }
    case 'damaged':
      return { code: 'survey.damaged', file, params: { detail: result.detail } }
    case 'too-new':
      return {
        code: 'survey.too-new',
        file,
        params: { fileVersion: result.fileVersion, ownVersion: result.ownVersion },
      }
    case 'locked':
      return {
        code: 'survey.locked',
        file,
        params: {
          holder: result.holder?.operator ?? '—',
          pid: result.holder?.pid ?? '—',
          host: result.holder?.host ?? '—',
        },
      }
    case 'busy':
      return { code: 'survey.busy', file }
    case 'not-accessible':
      return { code: 'io.failed', file, params: { reason: result.detail } }
    case 'migration-failed':
      return { code: 'survey.migration-failed', file, params: { backup: result.backup, detail: result.detail } }
    default:
      return assertNever(result)
  }
}
