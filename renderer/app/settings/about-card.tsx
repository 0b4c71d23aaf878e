import { useQuery } from '@tanstack/react-query'
import { useApplication } from '../../state/application.tsx'
import { useWords } from '../../ui/words.tsx'
import { Card } from './card.tsx'

/** One entry of licences.json, which the build makes. */
interface Library {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly text: string | null
}

export function AboutCard() {
  const { word } = useWords()
  const { state } = useApplication()
  const { data } = useQuery({
    queryKey: ['licences'],
    queryFn: async (): Promise<readonly Library[]> => {
      const answer = await fetch('./licences.json')
      return answer.ok ? ((await answer.json()) as readonly Library[]) : []
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Card title={word('settings.about')}>
      <p>{word('settings.about.version', { version: state.version })}</p>
      <p>{word('settings.about.offline')}</p>
      <p>{word('settings.about.geos')}</p>
      <h3>{word('settings.about.libraries')}</h3>
      {data === undefined || data.length === 0 ? (
        <p className="settings-quiet">{word('settings.about.no-list')}</p>
      ) : (
        <ul className="settings-libraries">
          {data.map(({ name, version, licence, text }) => (
            <li key={`${name}@${version}`}>
              <details>
                <summary>
                  <span>
                    {name} {version}
                  </span>
                  <span className="settings-quiet">{licence}</span>
                </summary>
                <pre>{text ?? licence}</pre>
              </details>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
