import type { Refusal } from '../../shared/contract/outcome.ts'
import type { SurveyState } from '../../shared/contract/survey-state.ts'

/** What a survey's windows are told: whether somebody is writing, and that what they show may have changed. */
export interface Changes {
  /** Called when a writer comes or goes, with how many there are now. */
  announce(writers: number): void
  now(): SurveyState
  /** Whether the latest automatic snapshot could be made. */
  tellBackup(failure: Refusal | null): void
  /** The state now, then each new one; the latest only for who listens slowly. */
  listen(signal: AbortSignal | undefined): AsyncGenerator<SurveyState, void, void>
  end(): void
}

export function createChanges(): Changes {
  let state: SurveyState = { revision: 0, writers: 0, backupFailure: null }
  let isOver = false
  const sleepers = new Set<() => void>()
  const wakeAll = (): void => {
    for (const wake of [...sleepers]) wake()
    sleepers.clear()
  }
  return {
    now: () => state,
    tellBackup(failure) {
      if (failure === null && state.backupFailure === null) return
      state = { ...state, backupFailure: failure }
      wakeAll()
    },
    announce(writers) {
      const hasWritten = writers < state.writers
      state = { ...state, revision: state.revision + (hasWritten ? 1 : 0), writers }
      wakeAll()
    },
    async *listen(signal) {
      signal?.addEventListener('abort', wakeAll, { once: true })
      let told: SurveyState | null = null
      while (!isOver && signal?.aborted !== true) {
        if (told !== state) {
          told = state
          yield state
        } else {
          await new Promise<void>((resolve) => sleepers.add(resolve))
        }
      }
    },
    end() {
      isOver = true
      wakeAll()
    },
  }
}
