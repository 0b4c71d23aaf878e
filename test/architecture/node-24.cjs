// Runs a script of ours on the Node 24 that npm installed, whatever Node the machine has (better-sqlite3 13 crashes on 20).
// npm 11 and 12 link it as node_modules/.bin/node; npm 10 removes that link again with the other platforms' packages, hence this door.
//   node test/architecture/node-24.cjs SCRIPT.ts [ARGUMENT …]      node test/architecture/node-24.cjs --run "SHELL COMMAND"
const { spawn } = require('node:child_process')
const { existsSync } = require('node:fs')
const { runMain } = require('node:module')
const { delimiter, dirname, resolve } = require('node:path')

const tools = resolve(__dirname, '..', '..', 'node_modules', '.bin')
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const stripsTypes = major > 22 || (major === 22 && minor >= 18)
const rest = process.argv.slice(2)

function installedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const executable = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  try {
    return require.resolve(`node-${platform}-${process.arch}/${executable}`)
  } catch {
    return null // no such package for this platform (macOS, Windows on ARM): the machine's own Node must serve
  }
}

function runWith(node) {
  const env = { ...process.env, PATH: [dirname(node), tools, process.env.PATH ?? ''].join(delimiter) }
  const child =
    rest[0] === '--run'
      ? spawn(rest.slice(1).join(' '), { shell: true, stdio: 'inherit', env })
      : spawn(node, rest, { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

const installed = major === 24 ? null : installedNode()
if (!existsSync(tools)) {
  console.error('依赖尚未安装：请先运行 npm ci。 The dependencies are not installed: run npm ci first.')
  process.exit(3)
} else if (installed !== null) {
  runWith(installed)
} else if (!stripsTypes) {
  console.error(
    `CunDi 需要 Node 22.18 或更新版本（推荐 24），本机是 ${process.version}：请安装 Node 24 后重试。` +
      ` CunDi needs Node 22.18 or newer (24 is best) and this machine has ${process.version}: please install Node 24 and try again.`,
  )
  process.exit(3)
} else if (rest[0] === '--run') {
  runWith(process.execPath)
} else {
  process.argv.splice(1, 1)
  process.argv[1] = resolve(rest[0] ?? '')
  runMain() // as if node had been given the script itself, so that import.meta.main holds
}
