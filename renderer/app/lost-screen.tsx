import { Button } from 'antd'
import { Look } from '../ui/theme.tsx'
import { WordsProvider, wordsIn } from '../ui/words.tsx'
import { CalmScreen } from './start/calm-screen.tsx'

const looksDark = window.matchMedia('(prefers-color-scheme: dark)')

/**
 * The core has gone: nothing is lost, because everything that was said to be saved is in the file. In the language and the look
 * that the window had last: the settings can no longer be asked.
 */
export function LostScreen() {
  const { lang, dataset } = document.documentElement
  const language = lang === 'en' ? 'en' : 'zh'
  const { word } = wordsIn(language)
  const isDark = dataset.theme === undefined ? looksDark.matches : dataset.theme === 'dark'
  return (
    <Look language={language} mode={isDark ? 'dark' : 'light'}>
      <WordsProvider language={language}>
        <CalmScreen
          title={word('window.lost.title')}
          onBack={null}
          actions={
            <Button type="primary" onClick={() => location.reload()}>
              {word('window.lost.again')}
            </Button>
          }
        >
          <p>{word('window.lost.advice')}</p>
        </CalmScreen>
      </WordsProvider>
    </Look>
  )
}
