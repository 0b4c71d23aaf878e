import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Result, Spin } from 'antd'
import { useCallback, useState } from 'react'
import { ApplicationProvider, useApplication } from '../state/application.tsx'
import { takeAskedFile } from '../state/asked-file.ts'
import type { Client } from '../state/client.ts'
import { CoreContext } from '../state/core-context.ts'
import type { PickedFile } from '../state/door.ts'
import { JobsProvider } from '../state/jobs.tsx'
import { Refused } from '../state/outcome.ts'
import { goTo } from '../state/section.ts'
import { SelectionProvider } from '../state/selection.tsx'
import { type OpenedSurvey, SurveyProvider } from '../state/survey.tsx'
import { Boundary } from '../ui/boundary.tsx'
import { languageOfSystem } from '../ui/language.ts'
import { LibraryWords } from '../ui/library-words.tsx'
import { Look, useTheme } from '../ui/theme.tsx'
import { UnsaidRefusals } from '../ui/unsaid-refusals.tsx'
import { WordsProvider, wordsIn } from '../ui/words.tsx'
import { BrokenPart } from './broken-part.tsx'
import { StartScreen } from './start/start-screen.tsx'
import { Workbench } from './workbench.tsx'

const cache = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } })

/** Everything that the window shows, once it can talk to the core. */
export function Application({ core }: { readonly core: Client }) {
  return (
    <CoreContext value={core}>
      <QueryClientProvider client={cache}>
        <ApplicationProvider
          pending={<Spin fullscreen />}
          failed={(error) => <Result status="error" title={sentenceOf(error)} />}
        >
          <Dressed />
        </ApplicationProvider>
      </QueryClientProvider>
    </CoreContext>
  )
}

function sentenceOf(error: unknown): string {
  const words = wordsIn(languageOfSystem())
  return error instanceof Refused ? words.refusal(error.refusal) : words.word('window.fault')
}

function Dressed() {
  const { state } = useApplication()
  const [survey, setSurvey] = useState<OpenedSurvey | null>(null)
  const [reopen, setReopen] = useState<PickedFile | null>(takeAskedFile)
  const leave = useCallback((next: PickedFile | null): void => {
    goTo('overview') // the next survey is not shown where this one was left
    setReopen(next)
    setSurvey(null)
  }, [])
  const language = state.language ?? languageOfSystem()
  const mode = useTheme(state.theme)
  return (
    <WordsProvider language={language}>
      <Look language={language} mode={mode}>
        <LibraryWords />
        <UnsaidRefusals />
        <Boundary broken={() => <BrokenPart onAgain={() => location.reload()} />}>
          <JobsProvider>
            {survey === null ? (
              <StartScreen key={reopen?.file ?? ''} onOpened={setSurvey} reopen={reopen} />
            ) : (
              <SurveyProvider key={survey.id} survey={survey} onClose={leave}>
                <SelectionProvider>
                  <Workbench />
                </SelectionProvider>
              </SurveyProvider>
            )}
          </JobsProvider>
        </Boundary>
      </Look>
    </WordsProvider>
  )
}
