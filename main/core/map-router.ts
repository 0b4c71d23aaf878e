import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/contract.ts'
import { done } from '../../shared/contract/outcome.ts'
import type { Core } from './core.ts'
import { mapLegendOf, mapTile } from './map-procedures.ts'

const os = implement(contract.map).$context<{ core: Core }>()

/** Everything is asked of the map's own thread: a view never waits for a list, and the core never for a tile. */
export const mapRouter = os.router({
  view: os.view.handler(async ({ input, context: { core }, signal }) =>
    done(await core.session(input.survey).readers.map.ask('map.view', null, signal)),
  ),
  legend: os.legend.handler(async ({ input, context: { core }, signal }) =>
    done(await mapLegendOf(core.session(input.survey).readers.map, signal)),
  ),
  tile: os.tile.handler(({ input: { survey, ...tile }, context: { core }, signal }) =>
    mapTile(core.session(survey).readers.map, { ...tile, owner: null }, signal),
  ),
  identify: os.identify.handler(async ({ input: { survey, ...point }, context: { core }, signal }) =>
    done(await core.session(survey).readers.map.ask('map.identify', point, signal)),
  ),
  shapes: os.shapes.handler(async ({ input: { survey, ...objects }, context: { core }, signal }) =>
    done(await core.session(survey).readers.map.ask('map.shapes', objects, signal)),
  ),
})
