import { AboutCard } from './about-card.tsx'
import { BackupCard } from './backup-card.tsx'
import { LookCard } from './look-card.tsx'
import { PassphraseCard } from './passphrase-card.tsx'
import './settings.css'
import { useWords } from '../../ui/words.tsx'
import { WorkerCard } from './worker-card.tsx'

export function SettingsSection() {
  const { word } = useWords()
  return (
    <div className="settings">
      <h1>{word('settings.title')}</h1>
      <LookCard />
      <WorkerCard />
      <BackupCard />
      <PassphraseCard />
      <AboutCard />
    </div>
  )
}
