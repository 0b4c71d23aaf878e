import { Form, Segmented } from 'antd'
import { useApplication } from '../../state/application.tsx'
import { useWords } from '../../ui/words.tsx'
import { Card } from './card.tsx'

const LANGUAGES = ['system', 'zh', 'en'] as const
const THEMES = ['system', 'light', 'dark'] as const

/** Both hold at once, without a restart. */
export function LookCard() {
  const { word } = useWords()
  const { state, save } = useApplication()
  return (
    <Card title={word('settings.look')}>
      <Form layout="vertical" className="settings-row">
        <Form.Item label={word('settings.language')}>
          <Segmented<(typeof LANGUAGES)[number]>
            aria-label={word('settings.language')}
            value={state.language ?? 'system'}
            onChange={(language) => void save({ language: language === 'system' ? null : language })}
            options={LANGUAGES.map((value) => ({
              value,
              label: word(`settings.language.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item label={word('settings.theme')}>
          <Segmented<(typeof THEMES)[number]>
            aria-label={word('settings.theme')}
            value={state.theme ?? 'system'}
            onChange={(theme) => void save({ theme: theme === 'system' ? null : theme })}
            options={THEMES.map((value) => ({
              value,
              label: word(`settings.theme.${value}`),
            }))}
          />
        </Form.Item>
      </Form>
    </Card>
  )
}
