import { App as AntApp, ConfigProvider, theme } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useCallback, useEffect, useSyncExternalStore } from 'react'
import type { Language } from '../../shared/lang/message.ts'

/** What the system says of one question, and again when it changes its mind. */
function useMedia(query: MediaQueryList): boolean {
  const subscribe = useCallback(
    (changed: () => void): (() => void) => {
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => query.matches)
}
const dark = window.matchMedia('(prefers-color-scheme: dark)')
const still = window.matchMedia('(prefers-reduced-motion: reduce)')

/** The theme that holds: the user's, else the system's. */
export function useTheme(chosen: 'light' | 'dark' | null): 'light' | 'dark' {
  const isDark = useMedia(dark)
  return chosen ?? (isDark ? 'dark' : 'light')
}

/** What Ant Design derives from colours dark enough to be read is mud. */
const LIGHT_GROUNDS = {
  colorSuccessBg: '#e6f2ec',
  colorSuccessBorder: '#9ccbb4',
  colorWarningBg: '#fdf3df',
  colorWarningBorder: '#e5c07b',
  colorInfoBg: '#e8f0fa',
  colorInfoBorder: '#a9c4e6',
  colorErrorBg: '#fdecea',
  colorErrorBorder: '#e7a8a2',
} as const

/** Ant Design's look around everything, and the same choice as `data-theme` for our own style sheets. */
export function Look(props: {
  readonly language: Language
  readonly mode: 'light' | 'dark'
  readonly children: ReactNode
}) {
  const { language, mode } = props
  const isStill = useMedia(still)
  useEffect(() => {
    document.documentElement.dataset.theme = mode
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [mode, language])
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: '#1f6f54',
          colorLink: mode === 'dark' ? '#5fc09b' : '#1f6f54',
          // Ant Design's own are too pale to read.
          colorTextPlaceholder: mode === 'dark' ? '#a3ada7' : '#5b655f',
          colorTextDescription: mode === 'dark' ? '#a3ada7' : '#5b655f',
          colorError: mode === 'dark' ? '#ff8a7a' : '#b3261e',
          colorSuccess: mode === 'dark' ? '#5fc09b' : '#1f6f54',
          colorWarning: mode === 'dark' ? '#e8b454' : '#8a5a00',
          colorInfo: mode === 'dark' ? '#7fb3e6' : '#1f5f9f',
          ...(mode === 'dark' ? {} : LIGHT_GROUNDS),
          borderRadius: 4,
          motion: !isStill,
          fontFamily: 'var(--font)',
        },
        components: {
          Descriptions: { labelColor: mode === 'dark' ? '#a3ada7' : '#5b655f' },
          Tree: { nodeSelectedBg: mode === 'dark' ? '#22382f' : '#dcebe5' },
          ...(mode === 'dark' ? { Tabs: { itemSelectedColor: '#5fc09b', inkBarColor: '#5fc09b' } } : {}),
        },
      }}
    >
      <AntApp className="cundi-app">{props.children}</AntApp>
    </ConfigProvider>
  )
}
