import { closeSync, openSync, writeSync } from 'node:fs'

const BUFFER_BYTES = 1 << 22

/** A file written front to back through one buffer, so that a million records need no memory. */
export class BufferedFile {
  readonly #descriptor: number
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES)
  #filled = 0
  #written = 0

  constructor(path: string) {
    this.#descriptor = openSync(path, 'w')
  }

  get length(): number {
    return this.#written + this.#filled
  }

  write(bytes: Uint8Array, length = bytes.length): void {
    if (this.#filled + length > BUFFER_BYTES) this.#flush()
    this.#buffer.set(length === bytes.length ? bytes : bytes.subarray(0, length), this.#filled)
    this.#filled += length
  }

  /** Writes what is left, then `header` over the beginning, now that the counts are known. */
  close(header?: Uint8Array): void {
    this.#flush()
    if (header !== undefined) writeSync(this.#descriptor, header, 0, header.length, 0)
    closeSync(this.#descriptor)
  }

  #flush(): void {
    let from = 0
    while (from < this.#filled) from += writeSync(this.#descriptor, this.#buffer, from, this.#filled - from)
    this.#written += this.#filled
    this.#filled = 0
  }
}
