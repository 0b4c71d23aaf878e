import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { systemChromium, windowStories } from '../builders/window-browser.ts'

/** What each try ended with: 'got in', or 'refused'. */
type Tries = Readonly<Record<string, string>>

/** In the page: whether an element that loads something does. */
const LOADS = `const loads = (name, values) => new Promise((resolve) => {
  const element = Object.assign(document.createElement(name), values)
  element.addEventListener('load', () => resolve('got in'))
  element.addEventListener('error', () => resolve('refused'))
  setTimeout(() => resolve('refused'), 1000)
  document.body.append(element)
})
const opens = (address) => new Promise((resolve) => {
  const socket = new WebSocket(address)
  socket.onopen = () => resolve('got in')
  socket.onerror = () => resolve('refused')
})
const word = (promise) => promise.then(() => 'got in', () => 'refused')`

/** What a script would try that found its way into our page; `file` is a file of the disk. */
const fromInside = (file: string): string => `(async () => {
  ${LOADS}
  document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.inlineRan = true' }))
  const button = document.createElement('button')
  button.setAttribute('onclick', 'window.handlerRan = true')
  button.click()
  // Not at once: what the debugger itself evaluates may use eval.
  const evaluated = await new Promise((resolve) => setTimeout(() => {
    try { resolve(eval('"got in"')) } catch { resolve('refused') }
  }))
  return {
    inline: window.inlineRan === true ? 'got in' : 'refused',
    handler: window.handlerRan === true ? 'got in' : 'refused',
    evaluated,
    blobScript: await loads('script', { src: URL.createObjectURL(new Blob(['1'])) }),
    foreignScript: await loads('script', { src: 'http://127.0.0.1:1/a.js' }),
    foreignFetch: await word(fetch('http://127.0.0.1:1/')),
    foreignSocket: await opens('ws://127.0.0.1:1/'),
    fileFetch: await word(fetch('${file}')),
    fileImage: await loads('img', { src: '${file}' }),
    fileFrame: await loads('iframe', { src: '${file}' })
      .then(() => document.querySelector('iframe').contentDocument?.body.childElementCount > 0 ? 'got in' : 'refused'),
    cookie: document.cookie === '' ? 'refused' : 'got in',
  }
})()`

/** What another site's page would try on our host. */
const fromOutside = (host: string): string => `(async () => {
  ${LOADS}
  return {
    socket: await opens('ws://${host}/rpc'),
    read: await word(fetch('http://${host}/', { credentials: 'include', mode: 'no-cors' })),
    script: await loads('script', { src: 'http://${host}/index.html' }),
    image: await loads('img', { src: 'http://${host}/' }),
    // A frame always loads; what stands in it is then the browser's own page of an error.
    frame: await loads('iframe', { src: 'http://${host}/' })
      .then(() => { try { return frames[0].document.title === '' ? 'refused' : 'got in' } catch { return 'refused' } }),
  }
})()`

const refusedAll = (tries: Tries): Tries => Object.fromEntries(Object.keys(tries).map((name) => [name, 'refused']))

describe.skipIf(systemChromium === null)('a real browser (needs a Chromium on this machine)', () => {
  const openWindow = windowStories()

  it('keeps a script that got into the page from running text, loading, sending and reading files', async () => {
    const { page } = await openWindow()
    await page.getByRole('heading').first().waitFor()
    const tries = await page.evaluate<Tries>(fromInside(pathToFileURL(import.meta.filename).href))
    expect(Object.keys(tries)).toHaveLength(11)
    expect(tries).toEqual(refusedAll(tries))
  })

  it("keeps another site's page out, though the browser holds our cookie", async () => {
    const bench = await openWindow()
    const stranger = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>stranger</title>')
    })
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
    // Another port of this machine is the same site to a browser: only the origin tells them apart.
    const page = await bench.page.context().newPage()
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`)
    const tries = await page.evaluate<Tries>(fromOutside(new URL(bench.page.url()).host))
    expect(Object.keys(tries)).toHaveLength(5)
    expect(tries).toEqual(refusedAll(tries))
    await page.close()
    stranger.close()
  })
})
