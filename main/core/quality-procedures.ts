import { takeWaiverBack, waiveFinding } from '../../db/queries/waivers.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import type { Core } from './core.ts'
import { holdsPersonal } from './parcel-procedures.ts'

export interface WaiverRequest {
  readonly survey: string
  readonly finding: string
  readonly why: string
}

type Waived = Outcome<{ readonly finding: string }>

/** Waives a finding, with the reason. Refusals: finding.not-found, value.personal. */
export const waive = (core: Core, request: WaiverRequest): Promise<Waived> =>
  decide(core, request, waiveFinding, 'finding.not-found')

/** Takes a waiver back, with the reason. Refusals: finding.not-waived, value.personal. */
export const unwaive = (core: Core, request: WaiverRequest): Promise<Waived> =>
  decide(core, request, takeWaiverBack, 'finding.not-waived')

async function decide(
  core: Core,
  { survey, finding, why }: WaiverRequest,
  change: typeof waiveFinding,
  otherwise: string,
): Promise<Waived> {
  const { queue } = core.session(survey)
  const db = core.writable(survey)
  if (holdsPersonal(why)) return refuse({ code: 'value.personal', params: { field: 'why' } })
  const leave = await queue.enter()
  try {
    const hasChanged = change(db, finding, why, core.author, new Date().toISOString())
    return hasChanged ? done({ finding }) : refuse({ code: otherwise, params: { finding } })
  } finally {
    leave()
  }
}
