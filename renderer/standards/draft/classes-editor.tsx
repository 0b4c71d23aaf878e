import { DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { terrains } from '../../../shared/model/code-lists.ts'
import type { ArableClass, StandardSet, TerrainClass } from '../../../shared/standards/standard-set.ts'
import { useWords } from '../../ui/words.tsx'
import { CheckField, NumberField, TextField, withMember, withoutMember } from './fields.tsx'
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
        cells={(terrainClass, change) =>
          surveyTerrains.map((terrain) => (
            <td key={terrain} className="standards-cell-check">
              <CheckField
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
            </td>
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
        cells={(arable, change) => (
          <td>
            <NumberField
              label={word('standards.rule.cell', { rule: arable.id, column: word('standards.class.up-to') })}
              value={arable.upToM2}
              empty={null}
              onChange={(upToM2) => change({ upToM2 })}
            />
          </td>
        )}
      />
    </div>
  )
}

function ClassTable<T extends Pick<TerrainClass, 'id' | 'title'>>(props: {
  readonly title: string
  readonly columns: readonly string[]
  readonly classes: readonly T[]
  readonly fresh: (id: string) => T
  readonly cells: (member: T, change: (next: Partial<T>) => void) => ReactNode
  readonly onChange: (classes: readonly T[]) => void
}) {
  const { title, columns, classes, fresh, cells, onChange } = props
  const { word } = useWords()
  return (
    <table className="standards-table standards-editable" aria-label={title}>
      <thead>
        <tr>
          {['id', 'title-zh', 'title-en'].map((name) => (
            <th key={name} scope="col">
              {word(`standards.class.${name}`)}
            </th>
          ))}
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {classes.map((member, i) => {
          const change = (next: Partial<T>): void => onChange(withMember(classes, i, next))
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a class's id is typed into and may repeat for a while
            <tr key={i}>
              <td>
                <TextField
                  label={word('standards.class.id')}
                  value={member.id}
                  onChange={(id) => change({ id } as Partial<T>)}
                />
              </td>
              {(['zh', 'en'] as const).map((language) => (
                <td key={language}>
                  <TextField
                    label={word('standards.rule.cell', {
                      rule: member.id,
                      column: word(`standards.class.title-${language}`),
                    })}
                    value={member.title[language]}
                    onChange={(text) => change({ title: { ...member.title, [language]: text } } as Partial<T>)}
                  />
                </td>
              ))}
              {cells(member, change)}
              <td className="standards-cell-actions">
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={word('standards.draft.remove-rule', { rule: member.id })}
                  onClick={() => onChange(withoutMember(classes, i))}
                />
              </td>
            </tr>
          )
        })}
        <tr>
          <td colSpan={columns.length + 4}>
            <Button size="small" onClick={() => onChange([...classes, fresh(`class-${classes.length + 1}`)])}>
              {word('standards.class.add')}
            </Button>
          </td>
        </tr>
      </tbody>
    </table>
  )
}
