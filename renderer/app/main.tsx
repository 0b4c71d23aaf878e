import { createRoot } from 'react-dom/client'
import '../ui/base.css'
import { connectClient } from '../state/client.ts'
import { door } from '../state/door.ts'
import { leaveComposingKeys } from '../ui/composing-keys.ts'
import { languageOfSystem } from '../ui/language.ts'
import { refuseStrayDrops } from '../ui/stray-drops.ts'
import { Application } from './application.tsx'
import { LostScreen } from './lost-screen.tsx'

refuseStrayDrops()
leaveComposingKeys()
const element = document.getElementById('root')
if (element === null) throw new Error('the page has no root')
const root = createRoot(element)
document.documentElement.lang = languageOfSystem() === 'zh' ? 'zh-CN' : 'en'
const showLost = (): void => root.render(<LostScreen />)

try {
  const core = await connectClient(door, showLost)
  root.render(<Application core={core} />)
} catch {
  showLost() // the host or the core process has ended: nothing can be asked, so the page says how to begin anew
}
