import { Spin } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { assertNever } from '../../../shared/model/assert-never.ts'
import { useApplication } from '../../state/application.tsx'
import { useCore } from '../../state/core-context.ts'
import type { PickedFile } from '../../state/door.ts'
import { useJobs } from '../../state/jobs.tsx'
import type { OpenedSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { type Attempt, firstAttempt, type OpeningStep, tryToOpen } from './attempt.ts'
import { CalmScreen } from './calm-screen.tsx'
import { HomeScreen } from './home-screen.tsx'
import { NewSurvey } from './new-survey.tsx'
import { NoticeScreen, noticesOf } from './notice-screen.tsx'
import { PassphraseScreen } from './passphrase-screen.tsx'
import { PlaceScreen } from './place-screen.tsx'
import { ProblemScreen } from './problem-screen.tsx'
import { RunningJobs } from './running-jobs.tsx'
import './start.css'
import { useSample } from './use-sample.ts'
import { WorkerScreen } from './worker-screen.tsx'

type ShownStep = Exclude<OpeningStep, { readonly kind: 'stopped' }>

type Show =
  | { readonly kind: 'home' }
  | { readonly kind: 'new' }
  | { readonly kind: 'worker'; readonly next: () => void }
  | { readonly kind: 'opening' }
  | { readonly kind: 'upgrading'; readonly name: string }
  | { readonly kind: 'fault'; readonly error: unknown }
  | { readonly kind: 'step'; readonly attempt: Attempt; readonly step: ShownStep }

/** What a user sees without a survey. `reopen`: a file that is opened at once, after a restore say. */
export function StartScreen(props: {
  readonly onOpened: (survey: OpenedSurvey) => void
  readonly reopen?: PickedFile | null
}) {
  const { onOpened, reopen = null } = props
  const core = useCore()
  const { word } = useWords()
  const { state, refresh } = useApplication()
  const { run } = useJobs()
  const [show, setShow] = useState<Show>({ kind: 'home' })
  // Asked when a file is at hand, which may be long after the button was pressed: never the value of that moment.
  const isSigned = useRef(false)
  const home = useCallback(() => setShow({ kind: 'home' }), [])

  const go = useCallback(
    async (attempt: Attempt): Promise<void> => {
      setShow({ kind: 'opening' })
      try {
        const step = await tryToOpen(core, attempt, () => {
          setShow({ kind: 'upgrading', name: attempt.picked.name })
          return run('start.upgrade.working', (signal) =>
            core.survey.upgrade({ file: attempt.picked.file }, { signal }),
          )
        })
        if (step.kind === 'stopped') return home()
        if (step.kind === 'opened') void refresh()
        if (step.kind === 'opened' && noticesOf(step.answer).length === 0) onOpened(step.survey)
        else setShow({ kind: 'step', attempt, step })
      } catch (error) {
        setShow({ kind: 'fault', error })
      }
    },
    [core, run, refresh, home, onOpened],
  )

  useEffect(() => {
    if (state.operator !== null) isSigned.current = true
  }, [state.operator])
  /** Who is working is asked once, before anything can be changed. */
  const signedFirst = (then: () => void): void => {
    if (!isSigned.current) setShow({ kind: 'worker', next: then })
    else then()
  }
  const open = (picked: PickedFile): void => signedFirst(() => void go(firstAttempt(picked)))

  const sample = useSample(open)

  const isReopened = useRef(false)
  useEffect(() => {
    if (reopen === null || isReopened.current) return
    isReopened.current = true
    void go(firstAttempt(reopen))
  }, [reopen, go])

  switch (show.kind) {
    case 'home':
      return (
        <HomeScreen
          onNew={() => signedFirst(() => setShow({ kind: 'new' }))}
          onOpen={open}
          sample={{
            ...sample,
            run: () => signedFirst(() => void sample.make(null)),
            runElsewhere: () => signedFirst(() => void sample.makeElsewhere()),
          }}
          onWorker={() => setShow({ kind: 'worker', next: home })}
        />
      )
    case 'new':
      return (
        <NewSurvey onBack={home} onMade={(picked) => void go({ ...firstAttempt(picked), isPlaceAccepted: true })} />
      )
    case 'worker':
      return (
        <WorkerScreen
          onDone={() => {
            isSigned.current = true
            home()
            show.next()
          }}
          onBack={home}
        />
      )
    case 'opening':
      return <Spin fullscreen description={word('start.working')} />
    case 'upgrading':
      return (
        <CalmScreen title={word('start.upgrade')} name={show.name} onBack={null}>
          <p>{word('start.upgrade.why')}</p>
          <RunningJobs />
        </CalmScreen>
      )
    case 'fault':
      return (
        <CalmScreen title={word('start.problem.other')} onBack={home}>
          <Fault error={show.error} />
        </CalmScreen>
      )
    case 'step':
      return <StepScreen attempt={show.attempt} step={show.step} onAnswer={go} onBack={home} onOpened={onOpened} />
    default:
      return assertNever(show)
  }
}

function StepScreen(props: {
  readonly attempt: Attempt
  readonly step: ShownStep
  readonly onAnswer: (attempt: Attempt) => Promise<void>
  readonly onBack: () => void
  readonly onOpened: (survey: OpenedSurvey) => void
}) {
  const { attempt, step, onAnswer, onBack, onOpened } = props
  switch (step.kind) {
    case 'place':
      return (
        <PlaceScreen
          name={attempt.picked.name}
          place={step.place}
          onBack={onBack}
          onAnyway={() => void onAnswer({ ...attempt, isPlaceAccepted: true })}
        />
      )
    case 'passphrase':
      return (
        <PassphraseScreen
          name={attempt.picked.name}
          wasWrong={step.wasWrong}
          onBack={onBack}
          onAnswer={(passphrase) => void onAnswer({ ...attempt, passphrase })}
        />
      )
    case 'problem':
      return (
        <ProblemScreen attempt={attempt} refusal={step.refusal} onBack={onBack} onTry={(next) => void onAnswer(next)} />
      )
    case 'opened':
      return <NoticeScreen notices={noticesOf(step.answer)} onGoOn={() => onOpened(step.survey)} />
    default:
      return assertNever(step)
  }
}
