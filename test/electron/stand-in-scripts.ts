/** Name of the isolated world that a preload script runs in. */
export const WORLD = 'electron-preload'
/** What that world calls to reach the main process; no other world has it. */
export const BINDING = 'standInSend'

/** Only what a sandboxed preload script may require. */
const SANDBOX_MODULES = ['electron', 'events', 'timers', 'url']

/**
 * In the page's own world, before any script of the page: builds what the bridge exposes, frozen and behind cloned arguments,
 * and loses messages to the core's port that list any transferable but a port, as Electron does.
 */
export const pageScript = `(() => {
  if (window !== window.top) return
  const waiting = new Map()
  const queue = []
  let bridge = null
  let last = 0
  const corePorts = new WeakSet()
  const post = MessagePort.prototype.postMessage
  MessagePort.prototype.postMessage = function (message, transfer) {
    const list = Array.isArray(transfer) ? transfer : (transfer?.transfer ?? [])
    if (corePorts.has(this) && list.some((item) => !(item instanceof MessagePort))) return
    post.call(this, message, list)
  }
  window.addEventListener('message', (event) => {
    for (const port of event.ports) corePorts.add(port)
    if (event.data?.standIn !== 'bridge') return
    event.stopImmediatePropagation()
    bridge = event.ports[0]
    bridge.onmessage = ({ data }) => {
      // Electron throws it in the page at once; here nobody can, so nobody is answered.
      if (data.thrown) throw new Error('thrown at once by the preload script: ' + data.error)
      const { resolve, reject } = waiting.get(data.call)
      waiting.delete(data.call)
      if (data.ok) resolve(data.value)
      else reject(new Error(data.error))
    }
    for (const message of queue.splice(0)) post.call(bridge, message)
  }, true)
  const call = (id, args) => new Promise((resolve, reject) => {
    const message = structuredClone({ call: ++last, id, args })
    waiting.set(message.call, { resolve, reject })
    if (bridge === null) queue.push(message)
    else post.call(bridge, message)
  })
  const build = (shape) => {
    if ('function' in shape) return Object.freeze((...args) => call(shape.function, args))
    if ('value' in shape) return shape.value
    return Object.freeze(Object.fromEntries(Object.entries(shape.object).map(([key, inner]) => [key, build(inner)])))
  }
  window.addEventListener('stand-in-expose', ({ detail }) => {
    const { key, shape } = JSON.parse(detail)
    Object.defineProperty(window, key, { value: build(shape), enumerable: true })
  })
  window.dispatchEvent(new CustomEvent('stand-in-ready'))
})()`

/** In the isolated world: ipcRenderer, contextBridge and webUtils around the built preload script. */
export const preloadScript = (preload: string): string => `(() => {
  if (window !== window.top) return
  const send = (message) => globalThis.${BINDING}(JSON.stringify(message))
  const listeners = new Map()
  const waiting = new Map()
  const ports = new Map()
  const functions = new Map()
  const paths = new Map()
  let last = 0
  const cloned = (args) => {
    const copy = structuredClone(args)
    const text = JSON.stringify(copy)
    if (JSON.stringify(JSON.parse(text)) !== text) throw new Error('the stand-in carries plain values only')
    return copy
  }
  const written = (data) =>
    typeof data === 'string' ? { text: data } : { base64: btoa(String.fromCharCode(...new Uint8Array(data.buffer ?? data))) }
  const read = ({ text, base64 }) => text ?? Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))

  const portOf = (id) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => send({ kind: 'port', id, data: written(data) })
    port1.addEventListener('close', () => send({ kind: 'port-closed', id }))
    ports.set(id, port1)
    return port2
  }
  globalThis.standInReceive = (message) => {
    if (message.kind === 'answer') {
      const { resolve, reject } = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.ok) resolve(message.value)
      else reject(new Error(message.error))
    } else if (message.kind === 'message') {
      const event = Object.freeze({ ports: message.ports.map(portOf) })
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args)
    } else if (message.kind === 'port') ports.get(message.id)?.postMessage(read(message.data))
    else if (message.kind === 'port-closed') ports.get(message.id)?.close()
    else if (message.kind === 'path') paths.set(message.name, message.path)
  }

  const ipcRenderer = {
    on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    send: (channel, ...args) => send({ kind: 'send', channel, args: cloned(args) }),
    invoke: (channel, ...args) => new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, { resolve, reject })
      send({ kind: 'invoke', id, channel, args: cloned(args) })
    }),
  }
  const shapeOf = (value) => {
    if (typeof value === 'function') {
      functions.set(functions.size, value)
      return { function: functions.size - 1 }
    }
    if (typeof value !== 'object' || value === null) return { value }
    return { object: Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)])) }
  }
  const contextBridge = {
    exposeInMainWorld(key, api) {
      const detail = JSON.stringify({ key, shape: shapeOf(api) })
      const expose = () => window.dispatchEvent(new CustomEvent('stand-in-expose', { detail }))
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = async ({ data }) => {
        let answered
        try {
          answered = functions.get(data.id)(...data.args)
        } catch (error) {
          return port1.postMessage({ call: data.call, thrown: true, error: String(error?.message ?? error) })
        }
        try {
          // What comes back is cloned as well: a port, a function or an element does not pass.
          port1.postMessage({ call: data.call, ok: true, value: structuredClone(await answered) })
        } catch (error) {
          port1.postMessage({ call: data.call, ok: false, error: String(error?.message ?? error) })
        }
      }
      window.addEventListener('stand-in-ready', expose)
      expose()
      window.postMessage({ standIn: 'bridge' }, '*', [port2])
    },
  }
  const webUtils = { getPathForFile: (file) => {
    if (!(file instanceof File)) throw new TypeError('not a File')
    return paths.get(file.name) ?? ''
  } }
  const allowed = ${JSON.stringify(SANDBOX_MODULES)}
  const require = (name) => {
    if (!allowed.includes(name.replace(/^node:/, ''))) throw new Error('module not found: ' + name)
    return name === 'electron' ? { ipcRenderer, contextBridge, webUtils } : {}
  }
  ;((require, module, exports) => { ${preload}
  })(require, { exports: {} }, {})
})()`
