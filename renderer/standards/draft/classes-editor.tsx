import type { ReactNode } from 'react'
import { terrains } from '../../../shared/model/code-lists.ts'
import type { ArableClass, StandardSet, TerrainClass } from '../../../shared/standards/standard-set.ts'
import { useWords } from '../../ui/words.tsx'
import { CheckField, NumberField, TextField } from './fields.tsx'
import { RowTable } from './row-table.tsx'
import type { ChangeSet } from './rules-editor.tsx'

type SurveyTerrain = TerrainClass['from'][number]
const surveyTerrains = Object.keys(terrains.codes) as readonly SurveyTerrain[]

/** The values that a set tells apart: terrains, each with the survey's terrains that are read as it, and arable land per head. */
export function ClassesEditor({ set, onChange }: { readonly set: StandardSet; readonly onChange: ChangeSet }) {
  const { word } = useWords()
  const putTerrains = (list: readonly TerrainClass[]): void => onChange((before) => ({ ...before, terrains: list }))
  const putArable = (list: readonly ArableClass[]): void => onChange((before) => ({ ...before, arableClasses: list }))
  return (
    <div className="standards-form">
      <h3>{word('standards.facts.terrains')}</h3>
      <ClassTable
        title={word('standards.facts.terrains')}
        columns={surveyTerrains.map((terrain) => word(`terrain.${terrain}`))}
        classes={set.terrains}
        fresh={(id): TerrainClass => ({ id, title: { zh: '', en: '' }, from: [] })}
        onChange={putTerrains}
        fields={(terrainClass, change) =>
          surveyTerrains.map((terrain) => (
            <CheckField
              key={terrain}
              label={word('standards.rule.cell', { rule: terrainClass.id, column: word(`terrain.${terrain}`) })}
              value={terrainClass.from.includes(terrain)}
              onChange={(isRead) =>
                change({
                  from: isRead
                    ? [...terrainClass.from, terrain]
                    : terrainClass.from.filter((other) => other !== terrain),
                })
              }
            />
          ))
        }
      />
      <h3>{word('standards.facts.arable')}</h3>
      <ClassTable
        title={word('standards.facts.arable')}
        columns={[word('standards.class.up-to')]}
        classes={set.arableClasses}
        fresh={(id): ArableClass => ({ id, title: { zh: '', en: '' }, upToM2: null })}
        onChange={putArable}
        fields={(arable, change) => [
          <NumberField
            key="up-to"
            label={word('standards.rule.cell', { rule: arable.id, column: word('standards.class.up-to') })}
            value={arable.upToM2}
            empty={null}
            onChange={(upToM2) => change({ upToM2 })}
          />,
        ]}
      />
    </div>
  )
}

/** Classes by id and title in both languages, with fields of their own kind. */
function ClassTable<T extends Pick<TerrainClass, 'id' | 'title'>>(props: {
  readonly title: string
  readonly columns: readonly string[]
  readonly classes: readonly T[]
  readonly fresh: (id: string) => T
  readonly fields: (member: T, change: (next: Partial<T>) => void) => readonly ReactNode[]
  readonly onChange: (classes: readonly T[]) => void
}) {
  const { classes } = props
  const { word } = useWords()
  return (
    <RowTable
      title={props.title}
      columns={[...['id', 'title-zh', 'title-en'].map((name) => word(`standards.class.${name}`)), ...props.columns]}
      rows={classes}
      add={word('standards.class.add')}
      fresh={() => props.fresh(`class-${classes.length + 1}`)}
      remove={({ id }) => word('standards.draft.remove-rule', { rule: id })}
      onChange={props.onChange}
      fields={(member, change) => [
        <TextField
          key="id"
          label={word('standards.class.id')}
          value={member.id}
          onChange={(id) => change({ id } as Partial<T>)}
        />,
        ...(['zh', 'en'] as const).map((language) => (
          <TextField
            key={language}
            label={word('standards.rule.cell', {
              rule: member.id,
              column: word(`standards.class.title-${language}`),
            })}
            value={member.title[language]}
            onChange={(text) => change({ title: { ...member.title, [language]: text } } as Partial<T>)}
          />
        )),
        ...props.fields(member, change),
      ]}
    />
  )
}
