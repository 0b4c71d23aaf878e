import { TILE_PX, tileSideM } from '../../shared/geo/tile-grid.ts'
import { glGeometryOf } from './gl-geometry.ts'
import { cellProgram, fillProgram, lineProgram, linkProgram, type Program } from './gl-programs.ts'
import {
  type Budget,
  createBudget,
  type Frame,
  fitCanvas,
  type PaintedLayer,
  type Painter,
  pixelBox,
  placementOf,
} from './painter.ts'
import type { LayerStyle } from './palette.ts'
import type { LoadedTile, PlacedTile } from './tile-store.ts'

/** What the graphics card keeps of a tile. */
interface GlTile {
  readonly fill: WebGLVertexArrayObject
  readonly indices: number
  readonly lines: WebGLVertexArrayObject
  readonly segments: number
  readonly cells: WebGLTexture | null
  readonly buffers: readonly WebGLBuffer[]
}

/** Milliseconds of one frame for tiles that go to the card. */
const BUDGET_MS = 8

/** null: there is no WebGL 2, or only one by software where that does not do. */
export function createGlPainter({ evenBySoftware }: { readonly evenBySoftware: boolean }): Painter | null {
  const element = document.createElement('canvas')
  const gl = element.getContext('webgl2', {
    antialias: true,
    premultipliedAlpha: true,
    failIfMajorPerformanceCaveat: !evenBySoftware,
  })
  if (gl === null || (!evenBySoftware && isBySoftware(gl))) return null
  return new GlPainter(element, gl)
}

/** Not every browser counts a renderer without a card as the caveat that it is. */
function isBySoftware(gl: WebGL2RenderingContext): boolean {
  const named = gl.getExtension('WEBGL_debug_renderer_info')
  const renderer = named === null ? '' : String(gl.getParameter(named.UNMASKED_RENDERER_WEBGL))
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer)
}

class GlPainter implements Painter {
  readonly element: HTMLCanvasElement
  readonly kind = 'webgl'
  readonly #gl: WebGL2RenderingContext
  readonly #tiles = new Map<LoadedTile, GlTile>()
  readonly #palettes = new Map<string, WebGLTexture>()
  #programs: { readonly fill: Program; readonly line: Program; readonly cell: Program } | null = null

  constructor(element: HTMLCanvasElement, gl: WebGL2RenderingContext) {
    this.element = element
    this.#gl = gl
  }

  paint(frame: Frame, layers: readonly PaintedLayer[]): boolean {
    const gl = this.#gl
    fitCanvas(this.element, frame)
    if (gl.isContextLost()) return true // the layer is told, and goes on without this painter
    gl.viewport(0, 0, this.element.width, this.element.height)
    gl.disable(gl.SCISSOR_TEST)
    gl.clearColor(0, 0, 0, 0)
    gl.clear(gl.COLOR_BUFFER_BIT)
    gl.enable(gl.SCISSOR_TEST)
    gl.enable(gl.BLEND)
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
    const budget = createBudget(BUDGET_MS)
    let isDone = true
    for (const layer of layers) {
      const palette = this.#palette(layer.layer, layer.style)
      for (const place of layer.tiles) {
        const tile = this.#tile(place.loaded, budget)
        if (tile === null) isDone = false
        else this.#paintTile(place, tile, layer, palette, frame)
      }
    }
    gl.bindVertexArray(null)
    return isDone
  }

  release(loaded: LoadedTile): void {
    const tile = this.#tiles.get(loaded)
    if (tile === undefined) return
    this.#tiles.delete(loaded)
    const gl = this.#gl
    for (const buffer of tile.buffers) gl.deleteBuffer(buffer)
    gl.deleteVertexArray(tile.fill)
    gl.deleteVertexArray(tile.lines)
    gl.deleteTexture(tile.cells)
  }

  restyle(): void {
    for (const texture of this.#palettes.values()) this.#gl.deleteTexture(texture)
    this.#palettes.clear()
  }

  dispose(): void {
    for (const loaded of [...this.#tiles.keys()]) this.release(loaded)
    this.restyle()
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext()
  }

  #paintTile(place: PlacedTile, tile: GlTile, layer: PaintedLayer, palette: WebGLTexture, frame: Frame): void {
    const gl = this.#gl
    this.#programs ??= {
      fill: linkProgram(gl, fillProgram),
      line: linkProgram(gl, lineProgram),
      cell: linkProgram(gl, cellProgram),
    }
    const { fill, line, cell } = this.#programs
    const [left, top, width, height] = pixelBox(place.clip, frame)
    gl.scissor(left, this.element.height - top - height, width, height)
    gl.activeTexture(gl.TEXTURE0)
    gl.bindTexture(gl.TEXTURE_2D, palette)
    const enable = (program: Program, row: number): void => {
      const at = placementOf(place.loaded, frame, tileSideM(place.loaded.z))
      // biome-ignore lint/correctness/useHookAtTopLevel: a word of WebGL, no hook of React
      gl.useProgram(program.program)
      gl.uniform2f(program.uniform('size'), this.element.width, this.element.height)
      gl.uniform3f(program.uniform('place'), at.x, at.y, at.scale)
      gl.uniform1i(program.uniform('palette'), 0)
      gl.uniform1f(program.uniform('opacity'), layer.opacity)
      gl.uniform1f(program.uniform('row'), row)
      gl.uniform1f(program.uniform('ratio'), frame.pixelRatio)
    }
    if (tile.cells !== null) {
      enable(cell, 0)
      gl.activeTexture(gl.TEXTURE1)
      gl.bindTexture(gl.TEXTURE_2D, tile.cells)
      gl.uniform1i(cell.uniform('cells'), 1)
      gl.uniform1f(cell.uniform('side'), (tileSideM(place.loaded.z) / frame.resolution) * frame.pixelRatio)
      gl.bindVertexArray(null)
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4)
    }
    if (tile.indices > 0) {
      enable(fill, 0)
      gl.bindVertexArray(tile.fill)
      gl.drawElements(gl.TRIANGLES, tile.indices, gl.UNSIGNED_INT, 0)
    }
    if (tile.segments > 0) {
      enable(line, 1)
      gl.uniform1f(line.uniform('width'), layer.style.lineWidth * frame.pixelRatio)
      gl.bindVertexArray(tile.lines)
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, tile.segments)
    }
  }

  /** null: no time left in this frame to bring it to the card. */
  #tile(loaded: LoadedTile, budget: Budget): GlTile | null {
    const kept = this.#tiles.get(loaded)
    if (kept !== undefined) return kept
    if (budget.isSpent) return null
    const tile = budget.spend(() => this.#upload(loaded))
    this.#tiles.set(loaded, tile)
    return tile
  }

  #upload(loaded: LoadedTile): GlTile {
    const gl = this.#gl
    const geometry = glGeometryOf(loaded.tile)
    const buffers: WebGLBuffer[] = []
    const fill = gl.createVertexArray()
    gl.bindVertexArray(fill)
    buffers.push(this.#attribute(0, geometry.vertices, 2, 0), this.#attribute(1, geometry.classes, 1, 0))
    const indices = gl.createBuffer()
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, indices)
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, geometry.triangles, gl.STATIC_DRAW)
    const lines = gl.createVertexArray()
    gl.bindVertexArray(lines)
    buffers.push(
      this.#attribute(0, geometry.segments, 4, 1),
      this.#attribute(1, geometry.segmentClasses, 1, 1),
      indices,
    )
    gl.bindVertexArray(null)
    return {
      fill,
      indices: geometry.triangles.length,
      lines,
      segments: geometry.segmentClasses.length,
      cells: geometry.cells === null ? null : this.#texture(gl.R8UI, TILE_PX, TILE_PX, gl.RED_INTEGER, geometry.cells),
      buffers,
    }
  }

  #attribute(place: number, values: Float32Array | Uint8Array, each: number, divisor: number): WebGLBuffer {
    const gl = this.#gl
    const buffer = gl.createBuffer()
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW)
    gl.enableVertexAttribArray(place)
    if (values instanceof Uint8Array) gl.vertexAttribIPointer(place, each, gl.UNSIGNED_BYTE, 0, 0)
    else gl.vertexAttribPointer(place, each, gl.FLOAT, false, 0, 0)
    gl.vertexAttribDivisor(place, divisor)
    return buffer
  }

  #palette(layer: string, style: LayerStyle): WebGLTexture {
    const kept = this.#palettes.get(layer)
    if (kept !== undefined) return kept
    const pixels = new Uint8Array(256 * 2 * 4)
    for (let objectClass = 0; objectClass < 256; objectClass++) {
      const { fill, line } = style.styleOf(objectClass)
      for (const [row, [r, g, b, opacity]] of [fill, line].entries())
        pixels.set([r, g, b, Math.round(255 * opacity)], 4 * (256 * row + objectClass))
    }
    const texture = this.#texture(this.#gl.RGBA8, 256, 2, this.#gl.RGBA, pixels)
    this.#palettes.set(layer, texture)
    return texture
  }

  #texture(format: number, width: number, height: number, layout: number, pixels: Uint8Array): WebGLTexture {
    const gl = this.#gl
    const texture = gl.createTexture()
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1)
    gl.texImage2D(gl.TEXTURE_2D, 0, format, width, height, 0, layout, gl.UNSIGNED_BYTE, pixels)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST)
    return texture
  }
}
