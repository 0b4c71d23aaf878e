import type { PlanLayerName } from '../../shared/contract/planning-answers.ts'
import { type coreClient, finish } from './core-client.ts'

type Client = ReturnType<typeof coreClient>['client']
type Request = Parameters<Client['planning']['import']>[0]

/** Imports a file as one layer of the example's plan, as a window asks for it; `said` is asked otherwise. */
export const importPlanLayer = async (
  client: Client,
  survey: string,
  file: string,
  layer: PlanLayerName,
  said: Partial<Request> = {},
) =>
  finish(
    await client.planning.import({
      survey,
      file,
      scenario: null,
      title: '示例村规划',
      layers: [{ layer, name: null }],
      encoding: null,
      sourceCrs: null,
      swapAxes: false,
      map: {},
      dryRun: false,
      ...said,
    }),
  )
