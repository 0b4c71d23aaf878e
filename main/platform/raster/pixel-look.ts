import type { ImageFileDirectory } from 'geotiff'
import { NotARaster } from './raster.ts'

/** How the samples of a TIFF's pixels become colours (TIFF 6.0, part 1). */
export interface PixelLook {
  readonly colours: 'white-is-zero' | 'grey' | 'rgb' | 'palette' | 'ycbcr'
  readonly samples: number
  /** Each sample in blocks of its own. */
  readonly isPlanar: boolean
  readonly bits: number
  readonly palette: Uint8Array | null
  /** A pixel whose colours all have this value shows nothing. */
  readonly noData: number | null
  readonly alpha: { readonly sample: number; readonly isPremultiplied: boolean } | null
}

type NumberTag =
  | 'SamplesPerPixel'
  | 'BitsPerSample'
  | 'PhotometricInterpretation'
  | 'Compression'
  | 'PlanarConfiguration'
  | 'SampleFormat'
  | 'ExtraSamples'
  | 'ColorMap'

const JPEG = 7
const COLOURS: Readonly<Record<number, PixelLook['colours']>> = {
  0: 'white-is-zero',
  1: 'grey',
  2: 'rgb',
  3: 'palette',
  4: 'grey', // a mask: what is set is seen
  6: 'ycbcr',
}
const ASSOCIATED_ALPHA = 1
const UNASSOCIATED_ALPHA = 2

/** Throws NotARaster where its pixels are none that a map can show: measured values, more than 8 bits, other colour spaces. */
export async function pixelLookOf(directory: ImageFileDirectory): Promise<PixelLook> {
  const numbers = async (tag: NumberTag): Promise<readonly number[]> => {
    const value: unknown = await directory.loadValue(tag)
    if (value === undefined || value === null) return []
    return typeof value === 'number' ? [value] : Array.from(value as ArrayLike<number>, Number)
  }
  const [samples = 1] = await numbers('SamplesPerPixel')
  const bits = await numbers('BitsPerSample')
  const [photometric = 1] = await numbers('PhotometricInterpretation')
  const [compression = 1] = await numbers('Compression')
  const [planar = 1] = await numbers('PlanarConfiguration')
  const format = await numbers('SampleFormat')
  const extra = await numbers('ExtraSamples')
  const colours = COLOURS[photometric]
  const [depth = 1] = bits
  const isPlain =
    [1, 2, 4, 8].includes(depth) && bits.every((each) => each === depth) && format.every((each) => each === 1)
  const colourSamples = colours === 'rgb' || colours === 'ycbcr' ? 3 : 1
  if (
    !isPlain ||
    colours === undefined ||
    samples < colourSamples ||
    samples > 16 ||
    (colours === 'ycbcr' && compression !== JPEG)
  )
    throw new NotARaster('background.pixels', { bits: depth, bands: samples })
  const alphaAt = extra.findIndex((kind) => kind === ASSOCIATED_ALPHA || kind === UNASSOCIATED_ALPHA)
  return {
    colours,
    samples,
    isPlanar: planar === 2,
    bits: depth,
    palette: colours === 'palette' ? paletteOf(await numbers('ColorMap'), depth) : null,
    noData: noDataOf(directory),
    alpha:
      alphaAt < 0
        ? null
        : { sample: samples - extra.length + alphaAt, isPremultiplied: extra[alphaAt] === ASSOCIATED_ALPHA },
  }
}

function noDataOf(directory: ImageFileDirectory): number | null {
  const text: unknown = directory.getValue('GDAL_NODATA')
  const value = typeof text === 'string' ? Number.parseFloat(text) : Number.NaN
  return Number.isFinite(value) ? value : null
}

/** Red, green, blue a value, out of all reds, all greens, all blues of 16 bits; some writers put 8 bits there. */
function paletteOf(map: readonly number[], bits: number): Uint8Array {
  const count = 2 ** bits
  if (map.length < 3 * count) throw new NotARaster('background.damaged')
  const shift = map.some((value) => value > 255) ? 8 : 0
  return Uint8Array.from({ length: 3 * count }, (_, i) => (map[(i % 3) * count + Math.floor(i / 3)] ?? 0) >> shift)
}

/** Red, green, blue, opacity of `pixels` pixels; `planes` is one run of all samples, or one a sample. */
export function toRgba(look: PixelLook, planes: readonly Uint8Array[], pixels: number): Uint8Array {
  const rgba = new Uint8Array(4 * pixels)
  const stride = look.isPlanar ? 1 : look.samples
  const plane = (sample: number): Uint8Array => planes[look.isPlanar ? sample : 0] ?? new Uint8Array()
  const start = (sample: number): number => (look.isPlanar ? 0 : sample)
  const [first, second, third] = [plane(0), plane(1), plane(2)]
  const scale = 255 / (2 ** look.bits - 1)
  for (let pixel = 0, to = 0; pixel < pixels; pixel++, to += 4) {
    const at = pixel * stride
    const a = first[at] ?? 0
    rgba[to + 3] = 255
    if (look.colours === 'rgb' || look.colours === 'ycbcr') {
      const b = second[at + start(1)] ?? 0
      const c = third[at + start(2)] ?? 0
      if (look.colours === 'rgb') {
        rgba[to] = a
        rgba[to + 1] = b
        rgba[to + 2] = c
      } else putYcbcr(rgba, to, a, b, c)
      if (a === look.noData && b === look.noData && c === look.noData) rgba[to + 3] = 0
      continue
    }
    if (look.palette !== null) {
      rgba[to] = look.palette[3 * a] ?? 0
      rgba[to + 1] = look.palette[3 * a + 1] ?? 0
      rgba[to + 2] = look.palette[3 * a + 2] ?? 0
    } else {
      const value = Math.round(a * scale)
      rgba.fill(look.colours === 'white-is-zero' ? 255 - value : value, to, to + 3)
    }
    if (a === look.noData) rgba[to + 3] = 0
  }
  if (look.alpha !== null) putAlpha(rgba, plane(look.alpha.sample), start(look.alpha.sample), stride, look.alpha)
  return rgba
}

/** ITU-R BT.601, full range, as JPEG has it. */
function putYcbcr(rgba: Uint8Array, at: number, y: number, cb: number, cr: number): void {
  rgba[at] = clamped(y + 1.402 * (cr - 128))
  rgba[at + 1] = clamped(y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128))
  rgba[at + 2] = clamped(y + 1.772 * (cb - 128))
}

const clamped = (value: number): number => Math.max(0, Math.min(255, Math.round(value)))

function putAlpha(
  rgba: Uint8Array,
  plane: Uint8Array,
  start: number,
  stride: number,
  { isPremultiplied }: { readonly isPremultiplied: boolean },
): void {
  for (let to = 0, at = start; to < rgba.length; to += 4, at += stride) {
    const opacity = plane[at] ?? 0
    if (isPremultiplied && opacity > 0)
      for (let i = to; i < to + 3; i++) rgba[i] = clamped(((rgba[i] ?? 0) * 255) / opacity)
    rgba[to + 3] = Math.min(rgba[to + 3] ?? 0, opacity)
  }
}
