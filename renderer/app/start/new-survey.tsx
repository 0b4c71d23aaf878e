import { Alert, Button, Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import type { VillagesLook } from '../../../shared/contract/opening.ts'
import { countyDegrees, countyName } from '../../../shared/geo/crs/county.ts'
import type { PickedFile } from '../../state/door.ts'
import { usePickFile } from '../../ui/file-picker.tsx'
import { useWords, type Words } from '../../ui/words.tsx'
import { CalmScreen } from './calm-screen.tsx'
import { RunningJobs } from './running-jobs.tsx'
import { useNewSurvey } from './use-new-survey.ts'
import { ZonePicture } from './zone-picture.tsx'
import { zones } from './zones.ts'

/** A new survey: where it goes, its county, its zone, its villages. */
export function NewSurvey(props: { readonly onMade: (picked: PickedFile) => void; readonly onBack: () => void }) {
  const { onMade, onBack } = props
  const words = useWords()
  const { word, refusal, language } = words
  const pick = usePickFile()
  const form = useNewSurvey(onMade)
  const { target, county, zone, villages, longitude, problem, isWorking, madeWithout } = form
  const name = countyName(county)?.[language]
  const degrees = countyDegrees(county)
  const chooseTarget = async (): Promise<void> => {
    const suggestedName = word('start.new.file.name', { county: name ?? county })
    const picked = await pick({ mode: 'save', title: word('start.new.file'), endings: ['gpkg'], suggestedName })
    if (picked !== null) form.setTarget(picked)
  }
  const chooseVillages = async (): Promise<void> => {
    const picked = await pick({ mode: 'open', title: word('start.new.villages'), endings: ['csv', 'shp'] })
    if (picked !== null) await form.chooseVillages(picked)
  }
  const isComplete = target !== null && /^\d{6}$/.test(county) && zone !== null
  if (madeWithout !== null && target !== null)
    return (
      <CalmScreen
        title={word('start.notice.villages')}
        name={target.name}
        onBack={null}
        actions={
          <Button type="primary" onClick={() => onMade(target)}>
            {word('start.go-on')}
          </Button>
        }
      >
        <p>{refusal(madeWithout)}</p>
      </CalmScreen>
    )
  return (
    <CalmScreen
      title={word('start.new')}
      isWide
      onBack={onBack}
      actions={
        <Button type="primary" disabled={!isComplete} loading={isWorking} onClick={() => void form.make()}>
          {word('start.new.make')}
        </Button>
      }
    >
      {problem === null ? null : <Alert type="warning" showIcon role="alert" title={refusal(problem)} />}
      <Form layout="vertical" className="start-form">
        <div>
          <Form.Item label={word('start.new.file')} required>
            <Picked picked={target}>
              <Button onClick={() => void chooseTarget()}>{word('start.new.file.choose')}</Button>
            </Picked>
          </Form.Item>
          <Form.Item
            label={word('start.new.county')}
            htmlFor="start-county"
            required
            extra={word('start.new.county.hint')}
          >
            <Input
              id="start-county"
              maxLength={6}
              inputMode="numeric"
              value={county}
              suffix={name}
              status={/^\d{6}$/.test(county) ? '' : 'warning'}
              onChange={(event) => form.setCounty(event.target.value.replace(/\D/g, ''))}
            />
          </Form.Item>
          <Form.Item label={word('start.new.villages')} extra={word('start.new.villages.hint')}>
            <Picked picked={villages}>
              <Button onClick={() => void chooseVillages()}>{word('start.new.villages.choose')}</Button>
              {villages === null ? null : (
                <Button type="text" onClick={() => void form.chooseVillages(null)}>
                  {word('start.new.villages.none')}
                </Button>
              )}
            </Picked>
            {form.told === null ? null : <p className="start-quiet">{townsSentence(form.told, words)}</p>}
          </Form.Item>
          <RunningJobs />
        </div>
        <div>
          <Form.Item label={word('start.new.zone')} htmlFor="start-zone" required>
            <Select
              id="start-zone"
              value={zone?.epsg ?? null}
              placeholder={word('start.new.zone.choose')}
              onChange={(epsg: number) => form.setZone(epsg)}
              options={zones.map(({ zone, meridian, epsg }) => ({
                value: epsg,
                label: word('start.new.zone.option', { zone, meridian, epsg }),
              }))}
            />
          </Form.Item>
          {zone === null ? null : (
            <ZonePicture
              chosen={zone}
              longitude={longitude}
              county={name === undefined || degrees === null ? null : { name, degrees: [degrees[0], degrees[2]] }}
            />
          )}
          <p className="start-quiet">{zoneSentence(form, words)}</p>
        </div>
      </Form>
      {isComplete ? null : <p className="start-quiet">{word('start.new.incomplete')}</p>}
    </CalmScreen>
  )
}

/** The towns of a county may be many: the first ones are named. */
const TOWNS_NAMED = 12

function townsSentence({ villages, towns }: VillagesLook, { word, language }: Words): string {
  const named = towns
    .slice(0, TOWNS_NAMED)
    .map(({ name, villages: count }) =>
      word('start.new.villages.town', { town: name ?? word('grid.tree.no-town'), count }),
    )
    .join(language === 'zh' ? '、' : ', ')
  return word(towns.length > TOWNS_NAMED ? 'start.new.villages.told.more' : 'start.new.villages.told', {
    villages,
    towns: named,
    count: towns.length,
  })
}

function zoneSentence(form: ReturnType<typeof useNewSurvey>, { word, language }: Words): string {
  const { zone, suggested, longitude, builtIn, county } = form
  if (suggested !== null && longitude !== null) {
    const params = { longitude: longitude.toFixed(2), zone: suggested.zone }
    return zone === null || zone.zone === suggested.zone
      ? word('start.new.zone.coordinates', params)
      : word('start.new.zone.differs', params)
  }
  return builtIn === null
    ? ''
    : word('start.new.zone.built-in', { county: countyName(county)?.[language] ?? county, zone: builtIn.zone ?? '' })
}

function Picked({ picked, children }: { readonly picked: PickedFile | null; readonly children: ReactNode }) {
  return (
    <div className="start-picked">
      {children}
      {picked === null ? null : <span title={picked.name}>{picked.name}</span>}
    </div>
  )
}
