import { randomUUID } from 'node:crypto'
import { type OpenResult, openSurvey, openSurveyForReading, type OpenSurvey } from '../../db/open/open-survey.ts'
import type { Author } from '../../db/schema/author.ts'
import { readMetadata } from '../../db/schema/metadata.ts'
import { type Outcome, done, type Refusal, refuse } from '../../shared/contract/outcome.ts'
import type { Language } from '../../shared/lang/message.ts'
import { keyFits, openVault, type PersonalVault, readKey } from '../platform/keys.ts'
import { createWriteQueue, type WriteQueue } from './write-queue.ts'

/** A survey that is open in this process. */
export interface Session {
  readonly survey: OpenSurvey
  readonly queue: WriteQueue
  /** null: the survey is open masked. */
  readonly key: Uint8Array | null
  readonly vault: PersonalVault | null
}

/** What a door tells the core about its user and its files. */
export interface CoreOptions {
  readonly author: Author
  readonly passphrase: string | null
  /** Turns what the contract calls a file into a path. */
  readonly resolveFile: (file: string) => string
  readonly version: string
  /** Of texts that are written into files for people to read. */
  readonly language: Language
}

export interface Core extends CoreOptions {
  open(file: string, mode: 'read' | 'write'): Outcome<{ readonly survey: string }>
  session(id: string): Session
  close(id: string): void
  closeAll(): void
}

/** Plain Node: owns the open surveys and nothing of Electron or HTTP. */
export function createCore(options: CoreOptions): Core {
  const sessions = new Map<string, Session>()
  const close = (id: string): void => {
    const session = sessions.get(id)
    sessions.delete(id)
    session?.survey.close()
  }
  return {
    ...options,
    open(file, mode) {
      const path = options.resolveFile(file)
      const result = mode === 'write' ? openSurvey(path, options.author) : openSurveyForReading(path)
      if (result.kind !== 'opened') return refuse(refusalOf(result, path))
      const key = readKey(path, options.passphrase)
      if (!key.ok) {
        result.survey.close()
        return key
      }
      const vault = key.value === null ? null : openVault(key.value)
      if (vault !== null && !keyFits(vault, readMetadata(result.survey.db, 'key_check') ?? '')) {
        result.survey.close()
        return refuse({ code: 'key.wrong', file: `${path}.key` })
      }
      const id = randomUUID()
      sessions.set(id, { survey: result.survey, queue: createWriteQueue(), key: key.value, vault })
      return done({ survey: id })
    },
    session(id) {
      const session = sessions.get(id)
      if (session === undefined) throw new Error('no such open survey')
      return session
    },
    close,
    closeAll: () => {
      for (const id of [...sessions.keys()]) close(id)
    },
  }
}

function refusalOf(result: Exclude<OpenResult, { kind: 'opened' }>, path: string): Refusal {
  switch (result.kind) {
    case 'missing':
      return { code: 'survey.not-found', file: path }
    case 'not-a-survey':
      return { code: 'survey.not-a-survey', file: path }
    case 'damaged':
      return { code: 'survey.damaged', file: path, params: { detail: result.detail } }
    case 'too-new':
      return { code: 'survey.too-new', file: path, params: { fileVersion: result.fileVersion, ownVersion: result.ownVersion } }
    case 'locked':
      return { code: 'survey.locked', file: path, params: { holder: result.holder?.operator ?? '—', pid: result.holder?.pid ?? '—', host: result.holder?.host ?? '—' } }
    case 'migration-failed':
      return { code: 'survey.migration-failed', file: path, params: { backup: result.backup, detail: result.detail } }
  }
}
