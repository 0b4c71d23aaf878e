import { spawn } from 'node:child_process'

/** What opens an address on each system; null: there is no screen to open it on. */
function opener(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): readonly [program: string, ...args: string[]] | null {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  if (platform === 'darwin') return ['open']
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null
}

/** Opens an address in the user's browser; false: nothing could be started. */
export function openBrowser(
  address: string,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  const found = opener(env, platform)
  if (found === null) return Promise.resolve(false)
  const [program, ...args] = found
  return new Promise((resolve) => {
    const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    // Some openers stay with their browser; those that fail do so at once.
    child.once('exit', (status) => resolve(status === 0))
    setTimeout(() => resolve(true), 3_000).unref()
    child.unref()
  })
}
