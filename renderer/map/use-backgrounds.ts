import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Background } from '../../shared/contract/backgrounds.ts'
import type { Refusal } from '../../shared/contract/outcome.ts'
import { useCore } from '../state/core-context.ts'
import { Refused, unwrap } from '../state/outcome.ts'
import { useSurvey } from '../state/survey.tsx'
import { usePickFile } from '../ui/file-picker.tsx'
import { useWords } from '../ui/words.tsx'

const ENDINGS = ['tif', 'tiff', 'mbtiles', 'pmtiles']
/** A slider that is dragged writes the settings once. */
const KEEP_AFTER_MS = 400

const none: readonly Background[] = []

export interface Backgrounds {
  /** From the ground up. */
  readonly list: readonly Background[]
  /** Why the last file was not taken, or what broke while it was shown. */
  readonly problem: Refusal | null
  readonly isAdding: boolean
  add(): Promise<void>
  remove(background: string): Promise<void>
  /** The same backgrounds in another order or drawn otherwise. */
  arrange(list: readonly Background[]): void
  /** A tile could not be had. */
  failed(error: unknown): void
}

/** The survey's backgrounds: asked of the core, which remembers them, and shown at once as the user arranges them. */
export function useBackgrounds(): Backgrounds {
  const core = useCore()
  const cache = useQueryClient()
  const pickFile = usePickFile()
  const { word } = useWords()
  const survey = useSurvey().survey.id
  const [problem, setProblem] = useState<Refusal | null>(null)
  const [isAdding, setAdding] = useState(false)
  const { data = none } = useQuery({
    queryKey: keyOf(survey),
    queryFn: async ({ signal }) => unwrap(await core.backgrounds.list({ survey }, { signal })),
  })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return useMemo(() => {
    const show = (list: readonly Background[]): void => void cache.setQueryData(keyOf(survey), list)
    const failed = (error: unknown): void => {
      if (!(error instanceof Refused)) throw error
      setProblem(error.refusal)
    }
    const keep = async (list: readonly Background[]): Promise<void> => {
      const backgrounds = list.map(({ background, isVisible, opacity }) => ({ background, isVisible, opacity }))
      unwrap(await core.backgrounds.arrange({ survey, backgrounds }))
    }
    return {
      list: data,
      problem,
      isAdding,
      async add() {
        const picked = await pickFile({ mode: 'open', title: word('background.pick'), endings: ENDINGS })
        if (picked === null) return
        setProblem(null)
        setAdding(true)
        try {
          show(unwrap(await core.backgrounds.add({ survey, file: picked.file })))
        } catch (error) {
          failed(error)
        } finally {
          setAdding(false)
        }
      },
      async remove(background) {
        setProblem(null)
        show(data.filter((each) => each.background !== background))
        await core.backgrounds.remove({ survey, background }).then(unwrap).catch(failed)
      },
      arrange(list) {
        show(list)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => void keep(list).catch(failed), KEEP_AFTER_MS)
      },
      failed(error) {
        // A call that was lost with its thread says nothing that a user could use.
        if (!(error instanceof Refused)) return
        setProblem(error.refusal)
        if (error.refusal.code === 'background.gone') void cache.invalidateQueries({ queryKey: keyOf(survey) })
      },
    }
  }, [data, problem, isAdding, core, cache, survey, pickFile, word])
}

const keyOf = (survey: string): readonly [string, string] => ['backgrounds', survey]
