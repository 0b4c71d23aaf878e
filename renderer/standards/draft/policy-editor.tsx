import { Alert } from 'antd'
import type { ReactNode } from 'react'
import type { Text } from '../../../shared/lang/message.ts'
import { useWords } from '../../ui/words.tsx'
import { CheckField, Labelled, TextField } from './fields.tsx'

interface Policy {
  readonly article: Text
  readonly toConfirm: boolean
}

/** A part that a set may have: whether it has it, on what it rests, whether it is confirmed, and its own fields. */
export function PolicyEditor<T extends Policy>(props: {
  /** Code of the words that ask whether the set has it. */
  readonly has: string
  readonly policy: T | null
  /** Figures to begin with. */
  readonly sample: T
  readonly onChange: (policy: T | null) => void
  readonly children: (policy: T, put: (change: Partial<T>) => void) => ReactNode
}) {
  const { policy, onChange, children } = props
  const { word } = useWords()
  const put = (change: Partial<T>): void => {
    if (policy !== null) onChange({ ...policy, ...change })
  }
  return (
    <div className="standards-form">
      <Labelled label={word(props.has)}>
        <CheckField
          label={word(props.has)}
          value={policy !== null}
          onChange={(isHad) => onChange(isHad ? props.sample : null)}
        />
      </Labelled>
      {policy === null ? null : (
        <>
          <Alert type="info" title={word('standards.draft.sample')} />
          <Articles article={policy.article} onChange={(article) => put({ article } as Partial<T>)} />
          <Labelled label={word('standards.draft.to-confirm')}>
            <CheckField
              label={word('standards.draft.to-confirm')}
              value={policy.toConfirm}
              onChange={(toConfirm) => put({ toConfirm } as Partial<T>)}
            />
          </Labelled>
          {children(policy, put)}
        </>
      )}
    </div>
  )
}

/** The article that a part rests on, in both languages. */
export function Articles(props: { readonly article: Text; readonly onChange: (article: Text) => void }) {
  const { article, onChange } = props
  const { word } = useWords()
  return (['zh', 'en'] as const).map((language) => (
    <Labelled key={language} label={word(`standards.draft.article-${language}`)}>
      <TextField
        label={word(`standards.draft.article-${language}`)}
        value={article[language]}
        onChange={(text) => onChange({ ...article, [language]: text })}
      />
    </Labelled>
  ))
}
