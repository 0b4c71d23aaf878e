// npm run build
import { buildAll } from './build-steps.ts'

await buildAll()
