/** What the first bytes of a picture say of it. */
export interface PictureHead {
  readonly kind: 'png' | 'jpeg' | 'webp'
  readonly width: number
  readonly height: number
}

/** The size of a PNG, JPEG or WebP by its header alone, so that nobody unpacks what is too large; null: none of them. */
export function readPictureHead(bytes: Uint8Array): PictureHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47)
    return { kind: 'png', width: view.getUint32(16), height: view.getUint32(20) }
  if (bytes.length >= 4 && view.getUint16(0) === 0xffd8) return jpegHead(view)
  if (bytes.length >= 30 && view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return webpHead(view)
  return null
}

/** Frames of baseline to arithmetic coding; C4, C8 and CC are tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function jpegHead(view: DataView): PictureHead | null {
  let at = 2
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) at++
    else if (isFrame(marker)) return { kind: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    else at += 2 + view.getUint16(at + 2)
  }
  return null
}

function webpHead(view: DataView): PictureHead | null {
  const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  switch (view.getUint32(12)) {
    case 0x56503858: // VP8X
      return { kind: 'webp', width: uint24(24) + 1, height: uint24(27) + 1 }
    case 0x5650384c: {
      // VP8L: 14 bits each
      const bits = view.getUint32(21, true)
      return { kind: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 0x56503820: // VP8
      return { kind: 'webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    default:
      return null
  }
}
