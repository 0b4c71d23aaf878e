import { Button, Progress } from 'antd'
import { useJobs } from '../state/jobs.tsx'
import { useWords } from '../ui/words.tsx'

/** Progress of what a dialog does, with its cancel button: the bar above lies behind the dialog. `titles`: codes of its jobs. */
export function JobStrip({ titles }: { readonly titles: readonly string[] }) {
  const { word } = useWords()
  const { running } = useJobs()
  return running
    .filter(({ title }) => titles.includes(title))
    .map(({ id, title, progress, cancel }) => (
      <div key={id} className="planning-row planning-job" role="status">
        <span>{word(title)}</span>
        <Progress
          size="small"
          className="planning-progress"
          aria-label={word(title)}
          percent={
            progress === null || progress.total === null || progress.total === 0
              ? 0
              : Math.floor((100 * progress.done) / progress.total)
          }
        />
        <Button size="small" onClick={cancel}>
          {word('window.cancel')}
        </Button>
      </div>
    ))
}
