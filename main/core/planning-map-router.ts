import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/contract.ts'
import { done } from '../../shared/contract/outcome.ts'
import type { Core } from './core.ts'
import { mapTile } from './map-procedures.ts'

const os = implement(contract.planningMap).$context<{ core: Core }>()

/** Maps of plans, asked of the map's own thread like every map. */
export const planningMapRouter = os.router({
  tile: os.tile.handler(({ input: { survey, ...tile }, context: { core }, signal }) =>
    mapTile(core.session(survey).readers.map, tile, signal),
  ),
  layer: os.layer.handler(async ({ input: { survey, village = null, ...question }, context: { core }, signal }) =>
    done(await core.session(survey).readers.map.ask('planLayer', { ...question, village }, signal)),
  ),
  village: os.village.handler(async ({ input: { survey, code }, context: { core }, signal }) =>
    done(await core.session(survey).readers.map.ask('planVillage', code, signal)),
  ),
  shapes: os.shapes.handler(async ({ input: { survey, ...objects }, context: { core }, signal }) =>
    done(await core.session(survey).readers.map.ask('planShapes', objects, signal)),
  ),
  facilities: os.facilities.handler(async ({ input: { survey, scenario }, context: { core }, signal }) =>
    done(await core.session(survey).readers.map.ask('planFacilities', scenario, signal)),
  ),
  patch: os.patch.handler(async ({ input: { survey, ...object }, context: { core }, signal }) =>
    done(await core.session(survey).readers.map.ask('planPatch', object, signal)),
  ),
})
