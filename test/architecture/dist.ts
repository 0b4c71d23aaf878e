// npm run dist: the installers of this platform into release/. Further words go to electron-builder (--win, --dir …).
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { buildAll } from './build-steps.ts'
import { projectRoot } from './project-files.ts'

await buildAll()
const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js')
const words = ['--config', 'electron-builder.yml', '--publish', 'never', ...process.argv.slice(2)]
process.exit(spawnSync(process.execPath, [builder, ...words], { cwd: projectRoot, stdio: 'inherit' }).status ?? 1)
