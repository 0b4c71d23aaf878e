import { Button, Progress } from 'antd'
import { useJobs } from '../../state/jobs.tsx'
import { useWords } from '../../ui/words.tsx'

/** What is running before a survey is open, how far, and the way to stop it. */
export function RunningJobs() {
  const { word } = useWords()
  const { running } = useJobs()
  return running.map(({ id, title, progress, cancel }) => (
    <div key={id} className="start-job" role="status">
      <span>{word(title)}</span>
      <Progress
        size="small"
        aria-label={word(title)}
        percent={progress === null || !progress.total ? 0 : Math.floor((100 * progress.done) / progress.total)}
      />
      <Button size="small" onClick={cancel}>
        {word('window.cancel')}
      </Button>
    </div>
  ))
}
