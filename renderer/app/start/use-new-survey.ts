import { useEffect, useState } from 'react'
import { asTheFileSays } from '../../../shared/contract/import-defaults.ts'
import type { VillagesLook } from '../../../shared/contract/opening.ts'
import type { Refusal } from '../../../shared/contract/outcome.ts'
import { countyZone } from '../../../shared/geo/crs/county.ts'
import type { Client } from '../../state/client.ts'
import { useCore } from '../../state/core-context.ts'
import type { PickedFile } from '../../state/door.ts'
import { useJobs } from '../../state/jobs.tsx'
import { longitudeOf, type Zone, zoneAt, zones } from './zones.ts'

const isTable = ({ name }: PickedFile): boolean => name.toLowerCase().endsWith('.csv')

/** What a new survey is made of, what the villages' file says of the zone, and the making itself. */
export function useNewSurvey(onMade: (picked: PickedFile) => void) {
  const core = useCore()
  const jobs = useJobs()
  const [target, setTarget] = useState<PickedFile | null>(null)
  const [county, setCounty] = useState('371703')
  const [chosenEpsg, setZone] = useState<number | null>(null)
  const [villages, setVillages] = useState<PickedFile | null>(null)
  const [longitude, setLongitude] = useState<number | null>(null)
  /** What the table of villages holds; null: none is chosen, or it cannot be used. */
  const [told, setTold] = useState<VillagesLook | null>(null)
  const [problem, setProblem] = useState<Refusal | null>(null)
  const [isWorking, setWorking] = useState(false)
  /** Made, but without the villages: shown before it is opened. */
  const [madeWithout, setMadeWithout] = useState<Refusal | null>(null)

  const builtIn = countyZone(county)
  const suggested = longitude === null ? null : zoneAt(longitude)
  const zone: Zone | null = zones.find(({ epsg }) => epsg === (chosenEpsg ?? builtIn?.epsg ?? suggested?.epsg)) ?? null

  const table = villages !== null && isTable(villages) ? villages.file : null
  const isCounty = /^\d{6}$/.test(county)
  useEffect(() => {
    setTold(null)
    if (table === null || !isCounty) return
    let isCurrent = true
    void core.survey.villages({ file: table, county }).then((read) => {
      if (!isCurrent) return
      setTold(read.ok ? read.value : null)
      setProblem(read.ok ? null : read.refusal)
    })
    return () => {
      isCurrent = false
    }
  }, [core, table, county, isCounty])

  const chooseVillages = async (picked: PickedFile | null): Promise<void> => {
    setVillages(picked)
    setLongitude(null)
    setProblem(null)
    if (picked === null || isTable(picked)) return
    const inspected = await jobs.run('start.new.inspecting', (signal) =>
      core.source.inspect({ file: picked.file, encoding: null, sheet: null, headerRow: null }, { signal }),
    )
    if (inspected === 'cancelled') return
    if (inspected.ok) setLongitude(longitudeOf(inspected.value))
    else setProblem(inspected.refusal)
  }

  const make = async (): Promise<void> => {
    if (target === null || zone === null) return
    setWorking(true)
    setProblem(null)
    try {
      const created = await core.survey.create({
        file: target.file,
        county,
        crs: `EPSG:${zone.epsg}`,
        villages: table,
        force: false,
      })
      if (!created.ok) {
        setProblem(created.refusal)
        return
      }
      const failed =
        villages === null || table !== null
          ? null
          : await jobs.run('start.new.importing', (signal) => importVillages(core, target, villages, signal))
      if (failed === null || failed === 'cancelled' || failed.ok) onMade(target)
      else setMadeWithout(failed.refusal)
    } finally {
      setWorking(false)
    }
  }
  return {
    target,
    setTarget,
    county,
    setCounty,
    zone,
    setZone,
    builtIn,
    suggested,
    longitude,
    villages,
    told,
    chooseVillages,
    problem,
    isWorking,
    madeWithout,
    make,
  }
}

type ImportStream = Awaited<ReturnType<Client['imports']['run']>>
type Progress = ImportStream extends AsyncIterator<infer P, unknown> ? P : never
type Answer = ImportStream extends AsyncIterator<unknown, infer A> ? A : never

/** The outlines come in as a batch of their own, which can be rolled back like any other. */
async function importVillages(
  core: Client,
  target: PickedFile,
  villages: PickedFile,
  signal: AbortSignal,
): Promise<AsyncIterator<Progress, Answer, unknown>> {
  const opened = await core.survey.open({ file: target.file, mode: 'write' })
  if (!opened.ok) return alreadyRefused(opened)
  const survey = opened.value.survey
  const stream = await core.imports.run(
    {
      survey,
      file: villages.file,
      layers: [{ kind: 'village', name: null }],
      ...asTheFileSays,
    },
    { signal },
  )
  return closingAfter(stream, () => core.survey.close({ survey }))
}

// biome-ignore lint/correctness/useYield: what is refused at once has no progress
async function* alreadyRefused<R>(refused: R): AsyncGenerator<never, R, unknown> {
  return refused
}

async function* closingAfter<P, A>(
  stream: AsyncIterator<P, A, unknown>,
  close: () => Promise<unknown>,
): AsyncGenerator<P, A, unknown> {
  try {
    for (;;) {
      const next = await stream.next()
      if (next.done === true) return next.value
      yield next.value
    }
  } finally {
    await close()
  }
}
