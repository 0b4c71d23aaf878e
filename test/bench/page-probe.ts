/**
 * Put into the page before its own scripts; in the page's words, because tests know no DOM. Times are the page's own: from an
 * event to the task after the frame that shows its effect.
 */
export const pageProbe = `(() => {
  let blocks = []
  const watcher = new PerformanceObserver((list) => keep(list.getEntries()))
  const keep = (entries) => blocks.push(...entries.map(({ duration }) => duration))
  watcher.observe({ type: 'longtask', buffered: true })

  let echoes = []
  let lastKey = 0
  let firstKey = 0
  const painted = (then) => requestAnimationFrame(() => setTimeout(then))
  addEventListener('beforeinput', ({ timeStamp }) => {
    lastKey = timeStamp
    firstKey ||= timeStamp
    painted(() => echoes.push(performance.now() - timeStamp))
  }, true)

  let frames = null
  const frame = (now) => {
    if (frames === null) return
    frames.push(now)
    requestAnimationFrame(frame)
  }
  window.bench = {
    /** Resolves after the frame in which the test holds, with the time then. */
    until: (test, limitMs = 600_000) =>
      new Promise((resolve, reject) => {
        const began = performance.now()
        const look = () => {
          if (test()) setTimeout(() => resolve(performance.now()))
          else if (performance.now() - began > limitMs) reject(new Error('never: ' + test))
          else requestAnimationFrame(look)
        }
        look()
      }),
    /** Milliseconds from an action to its effect. */
    async time(action, test) {
      const began = performance.now()
      action()
      return (await window.bench.until(test)) - began
    },
    takeBlocks() {
      keep(watcher.takeRecords())
      const taken = blocks
      blocks = []
      return taken
    },
    takeEchoes() {
      const taken = echoes
      echoes = []
      firstKey = 0
      return taken
    },
    sinceLastKey: () => performance.now() - lastKey,
    startFrames() {
      frames = []
      requestAnimationFrame(frame)
    },
    /** Milliseconds from each frame to the next. */
    stopFrames() {
      const taken = frames
      frames = null
      return taken.slice(1).map((at, i) => at - taken[i])
    },
    glRenderer() {
      const gl = document.createElement('canvas').getContext('webgl2')
      const names = gl?.getExtension('WEBGL_debug_renderer_info')
      return names ? gl.getParameter(names.UNMASKED_RENDERER_WEBGL) : null
    },
    cell: (row, column) =>
      document.querySelector('.grid-table .ag-row[row-index="' + row + '"] .ag-cell[col-id="' + column + '"]')?.textContent ?? '',
    /** What scrolls the table, when it is as high as its rows. */
    async scroller(row) {
      const drawn = document.querySelector('.grid-table .ag-row')
      let view = drawn
      while (!/auto|scroll/.test(getComputedStyle(view).overflowY)) view = view.parentElement
      await window.bench.until(() => view.scrollHeight > row * drawn.offsetHeight)
      return { to: (row) => { view.scrollTop = row * drawn.offsetHeight } }
    },
    /** Rows that the foot of the table tells. */
    rows: () => Number((document.querySelector('.grid-status span')?.textContent ?? '').replaceAll(/[^0-9]/g, '')),
  }
})()`
