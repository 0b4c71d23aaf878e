import { implement } from '@orpc/server'
import { backgrounds } from '../../shared/contract/backgrounds.ts'
import {
  addBackground,
  arrangeBackgrounds,
  backgroundTile,
  listBackgrounds,
  removeBackground,
} from './background-procedures.ts'
import type { Core } from './core.ts'

const os = implement(backgrounds).$context<{ core: Core }>()

/** Files are read in a thread of their own: neither the core nor a reader of the survey waits for a slow disk. */
export const backgroundRouter = os.router({
  list: os.list.handler(({ input, context: { core }, signal }) => listBackgrounds(core, input.survey, signal)),
  add: os.add.handler(({ input, context: { core }, signal }) => addBackground(core, input, signal)),
  remove: os.remove.handler(({ input, context: { core } }) => removeBackground(core, input)),
  arrange: os.arrange.handler(({ input, context: { core } }) =>
    arrangeBackgrounds(core, input.survey, input.backgrounds),
  ),
  tile: os.tile.handler(({ input, context: { core }, signal }) => backgroundTile(core, input, signal)),
})
