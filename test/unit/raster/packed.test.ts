import { expect, it } from 'vitest'
import { unpackLzw } from '../../../shared/formats/raster/lzw.ts'
import { readPictureHead } from '../../../shared/formats/raster/picture-head.ts'
import { readWorldFile } from '../../../shared/formats/raster/world-file.ts'
import { pngBytes } from '../../builders/raster-files.ts'

/** Codes of nine bits, most significant first. */
function nineBits(codes: readonly number[]): Uint8Array {
  const bits = codes.map((code) => code.toString(2).padStart(9, '0')).join('')
  return Uint8Array.from(bits.match(/.{1,8}/g) ?? [], (byte) => Number.parseInt(byte.padEnd(8, '0'), 2))
}

it('LZW: the example of the TIFF standard, a run that names itself, and no more than was asked for', () => {
  expect(unpackLzw(nineBits([256, 7, 258, 8, 8, 258, 6, 6, 257]), 10)).toEqual(
    Uint8Array.of(7, 7, 7, 8, 8, 7, 7, 6, 6, 0),
  )
  expect(unpackLzw(nineBits([256, 5, 258, 259, 260, 257]), 10)).toEqual(new Uint8Array(10).fill(5))
  expect(unpackLzw(nineBits([256, 5, 258, 259, 260, 257]), 4)).toEqual(new Uint8Array(4).fill(5))
})

it('LZW: codes that mean nothing are no picture', () => {
  expect(unpackLzw(nineBits([256, 7, 300]), 10)).toBeNull()
  expect(unpackLzw(nineBits([300]), 10)).toBeNull()
  expect(unpackLzw(new Uint8Array(), 3)).toEqual(new Uint8Array(3))
})

it('a picture’s size is read from its head alone', () => {
  expect(readPictureHead(pngBytes(16, [1, 2, 3], 60_000))).toEqual({ kind: 'png', width: 60_000, height: 60_000 })
  const jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 1, 0, 2, 0, 1, 1, 0x11, 0]
  expect(readPictureHead(Uint8Array.from(jpeg))).toEqual({ kind: 'jpeg', width: 512, height: 256 })
  expect(readPictureHead(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1, 2, 3, 4, 5, 6))).toBeNull()
  expect(readPictureHead(new TextEncoder().encode('<html>not a tile</html>'))).toBeNull()
})

it('a world file gives the middle of the first pixel, and we its corner', () => {
  expect(readWorldFile('0.5\r\n0\r\n0\r\n-0.5\r\n39464000.25\r\n3905000.75\r\n')).toEqual([
    0.5, 0, 39_464_000, 0, -0.5, 3_905_001,
  ])
  expect(readWorldFile('1 2 3')).toBeNull()
})
