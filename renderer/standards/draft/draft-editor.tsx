import { App, Button, Tabs } from 'antd'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { findSetFaults } from '../../../shared/standards/cases.ts'
import { goTo } from '../../state/section.ts'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { useEffects } from '../effects/simulation-store.ts'
import { FaultList } from '../fault-list.tsx'
import { draftRef, faultyRules, refText } from '../set-words.ts'
import { useSets } from '../use-sets.ts'
import { ClassesEditor } from './classes-editor.tsx'
import { maybeKept, type UnsavedDraft, useDrafts } from './draft-store.ts'
import { GeneralEditor } from './general-editor.tsx'
import { PaidUseEditor } from './paid-use-editor.tsx'
import { type ChangeSet, RulesEditor } from './rules-editor.tsx'
import { SaveDialog } from './save-dialog.tsx'
import { WithdrawalEditor } from './withdrawal-editor.tsx'

/** A draft that is being written, with what is wrong with it as it stands. */
export function DraftEditor({ draft }: { readonly draft: UnsavedDraft }) {
  const { word, pick } = useWords()
  const { change, drop } = useDrafts()
  const { change: changeEffects } = useEffects()
  const { modal } = App.useApp()
  const [isSaving, setSaving] = useState(false)
  const { set } = draft
  const changeSet = useCallback<ChangeSet>((make) => change(set.id, make), [change, set.id])
  // Looking at every case may take longer than a keystroke.
  const settled = useDeferredValue(set)
  const faults = useMemo(() => findSetFaults(settled), [settled])
  const faulty = useMemo(() => faultyRules(faults), [faults])
  const { data: lines = [] } = useSets()
  const inForce = lines.find(({ isDefault }) => isDefault)
  const saved = lines.find(({ id }) => id === set.id)
  /** What it is looked at beside: its latest saved version, else the set in force. */
  const beside = saved ?? inForce
  const origin = beside === undefined ? '' : refText(beside)
  const withOthers = (ref: string): string => [ref, ...(inForce === undefined ? [] : [refText(inForce)])].join(' ')
  const leave = (): void => goTo('standards', { view: 'sets' })
  const discard = (): void => {
    modal.confirm({
      title: word('standards.draft.discard.sure'),
      okText: word('standards.draft.discard'),
      cancelText: word('standards.cancel'),
      onOk: () => {
        leave()
        drop(set.id)
        changeEffects(({ sets }) => ({ sets: sets.filter((ref) => ref !== draftRef(set.id)) }))
      },
    })
  }
  return (
    <article className="standards-page" aria-label={word('standards.draft.editing', { title: pick(set.title) })}>
      <header className="standards-row">
        <Button onClick={leave}>{word('standards.draft.back')}</Button>
        <h2 className="standards-cut standards-title" title={pick(set.title)}>
          {word('standards.draft.editing', { title: pick(set.title) })}
        </h2>
        <span className="standards-quiet">{set.id}</span>
        <span className="standards-actions">
          <Button onClick={() => goTo('standards', { view: 'effects', sets: withOthers(draftRef(set.id)) })}>
            {word('standards.draft.effects')}
          </Button>
          <Button onClick={() => goTo('standards', { view: 'compare', before: origin, after: draftRef(set.id) })}>
            {word('standards.draft.compare')}
          </Button>
          <Button onClick={discard}>{word('standards.draft.discard')}</Button>
          <WriteButton type="primary" onClick={() => setSaving(true)}>
            {word('standards.draft.save')}
          </WriteButton>
        </span>
      </header>
      <p className="standards-quiet">{word(maybeKept(draft) ? 'standards.draft.kept' : 'standards.draft.not-kept')}</p>
      <div className="standards-editor">
        <Tabs
          items={[
            {
              key: 'rules',
              label: word('standards.draft.part.rules'),
              children: <RulesEditor set={set} faulty={faulty} onChange={changeSet} />,
            },
            {
              key: 'general',
              label: word('standards.draft.part.general'),
              children: <GeneralEditor set={set} onChange={changeSet} />,
            },
            {
              key: 'classes',
              label: word('standards.draft.part.classes'),
              children: <ClassesEditor set={set} onChange={changeSet} />,
            },
            {
              key: 'paid-use',
              label: word('standards.draft.part.paid-use'),
              children: (
                <PaidUseEditor
                  paidUse={set.paidUse}
                  onChange={(paidUse) => changeSet((before) => ({ ...before, paidUse }))}
                />
              ),
            },
            {
              key: 'withdrawal',
              label: word('standards.draft.part.withdrawal'),
              children: (
                <WithdrawalEditor
                  withdrawal={set.withdrawal}
                  onChange={(withdrawal) => changeSet((before) => ({ ...before, withdrawal }))}
                />
              ),
            },
          ]}
        />
        <aside aria-live="polite">
          <FaultList set={settled} faults={faults} />
        </aside>
      </div>
      {isSaving ? <SaveDialog set={set} onClose={() => setSaving(false)} /> : null}
    </article>
  )
}
