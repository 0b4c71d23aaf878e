import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
  scryptSync,
  timingSafeEqual,
} from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { normalisePersonal, type PersonalKind } from '../../shared/model/personal.ts'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const GCM = { authTagLength: TAG_BYTES } as const
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 } as const

/** Encrypts, hashes and reads personal values of one survey. */
export interface PersonalVault {
  encrypt(kind: PersonalKind, value: string): string
  /** null: not made with this key, or changed since. */
  decrypt(kind: PersonalKind, cipher: string): string | null
  /** Keyed, so that equal numbers can be found without being known. */
  hash(value: string): string
  /** Tells whether a key belongs to a survey, and nothing else about it. */
  readonly keyCheck: string
}

export const keyPath = (survey: string): string => `${survey}.key`

interface KeyFile {
  readonly format: 'cundi-survey-key'
  readonly version: 1
  readonly key?: string
  readonly wrapped?: {
    readonly salt: string
    readonly nonce: string
    readonly cipher: string
    readonly tag: string
    readonly n: number
    readonly r: number
    readonly p: number
  }
}

/**
 * The key of a survey: the one beside it when there is one, else a new one in SURVEY.gpkg.key (mode 600), wrapped by the
 * passphrase when one is given. Refusals: key.wrong-passphrase, key.unreadable.
 */
export function ensureKey(survey: string, passphrase: string | null): Outcome<Uint8Array> {
  if (existsSync(keyPath(survey))) {
    const found = readKey(survey, passphrase)
    return found.ok && found.value === null
      ? refuse({ code: 'key.unreadable', file: keyPath(survey) })
      : (found as Outcome<Uint8Array>)
  }
  const key = randomBytes(KEY_BYTES)
  writeWhole(keyPath(survey), `${survey}.scratch-${process.pid}-key`, `${JSON.stringify(contentOf(key, passphrase))}\n`)
  return done(key)
}

const contentOf = (key: Uint8Array, passphrase: string | null): KeyFile =>
  passphrase === null
    ? { format: 'cundi-survey-key', version: 1, key: Buffer.from(key).toString('base64') }
    : { format: 'cundi-survey-key', version: 1, wrapped: wrap(key, passphrase) }

/**
 * Gives the key of a survey another passphrase, or none. The new file is on the disk and has been opened with the new one before
 * it takes the place of the old, in one step: whenever the machine stops, one of the two opens. Refusals: key.missing,
 * key.wrong-passphrase, key.unreadable.
 */
export function rewrapKey(survey: string, current: string | null, next: string | null): Outcome<null> {
  const path = keyPath(survey)
  const key = readKey(survey, current)
  if (!key.ok) return key
  if (key.value === null) return refuse({ code: existsSync(path) ? 'key.wrong-passphrase' : 'key.missing', file: path })
  const temporary = `${survey}.scratch-${process.pid}-key`
  rmSync(temporary, { force: true })
  try {
    writeSecret(temporary, `${JSON.stringify(contentOf(key.value, next))}\n`)
    const again = readKeyFile(temporary, next)
    if (!again.ok || again.value === null || !timingSafeEqual(again.value, key.value))
      return refuse({ code: 'key.unreadable', file: path })
    renameSync(temporary, path)
    return done(null)
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** Writes a file that nobody else may read, whole or not at all and never over another. */
function writeWhole(path: string, temporary: string, text: string): void {
  rmSync(temporary, { force: true })
  try {
    writeSecret(temporary, text)
    placeNew(temporary, path)
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** On the disk when it returns. */
function writeSecret(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A link never replaces; where the disk knows none (FAT), the survey's lock keeps others away meanwhile. */
function placeNew(temporary: string, path: string): void {
  try {
    linkSync(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(path)) throw error
    renameSync(temporary, path)
  }
}

/** null: there is no key, the survey opens masked. */
export function readKey(survey: string, passphrase: string | null): Outcome<Uint8Array | null> {
  const path = keyPath(survey)
  return existsSync(path) ? readKeyFile(path, passphrase) : done(null)
}

function readKeyFile(path: string, passphrase: string | null): Outcome<Uint8Array | null> {
  let content: KeyFile
  try {
    content = JSON.parse(readFileSync(path, 'utf8')) as KeyFile
  } catch {
    return refuse({ code: 'key.unreadable', file: path })
  }
  if (content.key !== undefined) {
    const key = Buffer.from(content.key, 'base64')
    return key.length === KEY_BYTES ? done(key) : refuse({ code: 'key.unreadable', file: path })
  }
  if (content.wrapped === undefined) return refuse({ code: 'key.unreadable', file: path })
  if (passphrase === null) return done(null)
  const key = unwrap(content.wrapped, passphrase)
  return key === null ? refuse({ code: 'key.wrong-passphrase', file: path }) : done(key)
}

/** Whether a survey's key opens only with a passphrase; what cannot be read is told by opening it. */
export function asksPassphrase(survey: string): boolean {
  try {
    return (JSON.parse(readFileSync(keyPath(survey), 'utf8')) as KeyFile).wrapped !== undefined
  } catch {
    return false // no key, or none that can be read
  }
}

function wrap(key: Uint8Array, passphrase: string): NonNullable<KeyFile['wrapped']> {
  const salt = randomBytes(16)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase.normalize('NFC'), salt, KEY_BYTES, SCRYPT), nonce)
  const sealed = Buffer.concat([cipher.update(key), cipher.final()])
  const text = (bytes: Buffer): string => bytes.toString('base64')
  return {
    salt: text(salt),
    nonce: text(nonce),
    cipher: text(sealed),
    tag: text(cipher.getAuthTag()),
    n: SCRYPT.N,
    r: SCRYPT.r,
    p: SCRYPT.p,
  }
}

function unwrap(wrapped: NonNullable<KeyFile['wrapped']>, passphrase: string): Uint8Array | null {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64')
  try {
    const kek = scryptSync(passphrase.normalize('NFC'), bytes(wrapped.salt), KEY_BYTES, {
      ...SCRYPT,
      N: wrapped.n,
      r: wrapped.r,
      p: wrapped.p,
    })
    const decipher = createDecipheriv('aes-256-gcm', kek, bytes(wrapped.nonce)).setAuthTag(bytes(wrapped.tag))
    return Buffer.concat([decipher.update(bytes(wrapped.cipher)), decipher.final()])
  } catch {
    return null // a wrong passphrase and a changed file look the same, as they should
  }
}

const derive = (key: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `cundi ${purpose} v1`, KEY_BYTES))

/** Numbers are short: they are sealed and hashed in one buffer, without one for each. */
const SHORT_BYTES = 128

/** What a cipher is bound to besides its key: one kind's is not read as another's. */
const BOUND_TO: Readonly<Record<PersonalKind, Buffer>> = {
  'id-number': Buffer.from('id-number'),
  phone: Buffer.from('phone'),
  account: Buffer.from('account'),
  text: Buffer.from('text'),
}

/** Keys are prepared once: a KeyObject and one-shot hashes cost a quarter of what createHmac and raw keys do. */
export function openVault(key: Uint8Array): PersonalVault {
  const encryption: KeyObject = createSecretKey(derive(key, 'encryption'))
  const mac = keyedHash(derive(key, 'lookup'))
  const nonces = nonceSource()
  const work = Buffer.alloc(SHORT_BYTES)
  return {
    encrypt(kind, value) {
      const nonce = nonces()
      const cipher = createCipheriv('aes-256-gcm', encryption, nonce, GCM).setAAD(BOUND_TO[kind])
      const body = cipher.update(value, 'utf8')
      cipher.final() // a stream cipher has nothing left to give
      const length = NONCE_BYTES + body.length + TAG_BYTES
      const sealed = length > work.length ? Buffer.alloc(length) : work
      sealed.set(nonce)
      sealed.set(body, NONCE_BYTES)
      sealed.set(cipher.getAuthTag(), NONCE_BYTES + body.length)
      return sealed.toString('base64', 0, length)
    },
    decrypt(kind, text) {
      const bytes = Buffer.from(text, 'base64')
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
      try {
        const decipher = createDecipheriv('aes-256-gcm', encryption, bytes.subarray(0, NONCE_BYTES))
          .setAAD(BOUND_TO[kind])
          .setAuthTag(bytes.subarray(-TAG_BYTES))
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString(
          'utf8',
        )
      } catch {
        return null // authentication failed: another key, or changed bytes
      }
    },
    hash: (value) => mac(normalisePersonal(value)),
    keyCheck: keyedHash(derive(key, 'check'))(''),
  }
}

export const keyFits = (vault: PersonalVault, keyCheck: string): boolean =>
  vault.keyCheck.length === keyCheck.length && timingSafeEqual(Buffer.from(vault.keyCheck), Buffer.from(keyCheck))

/** 128 bits of the hash tell numbers apart; the rest would only make the index longer. */
const LOOKUP_BYTES = 16

/** HMAC-SHA-256 (RFC 2104) out of two one-shot hashes, truncated as the RFC allows. */
function keyedHash(key: Buffer): (text: string) => string {
  const BLOCK = 64
  const inner = Buffer.alloc(BLOCK + SHORT_BYTES, 0x36)
  const outer = Buffer.alloc(BLOCK + 32, 0x5c)
  const digest = Buffer.alloc(LOOKUP_BYTES)
  key.forEach((byte, i) => {
    inner[i] = byte ^ 0x36
    outer[i] = byte ^ 0x5c
  })
  return (text) => {
    const message =
      text.length * 3 > SHORT_BYTES
        ? Buffer.concat([inner.subarray(0, BLOCK), Buffer.from(text, 'utf8')])
        : inner.subarray(0, BLOCK + inner.write(text, BLOCK))
    // As a binary string: a buffer for each digest costs as much as the digest.
    outer.write(hash('sha256', message, 'binary'), BLOCK, 'binary')
    digest.write(hash('sha256', outer, 'binary'), 'binary')
    return digest.toString('base64url')
  }
}

const POOL = 1024

function nonceSource(): () => Buffer {
  const pool = Buffer.alloc(POOL * NONCE_BYTES)
  let next = POOL
  return () => {
    if (next === POOL) {
      randomFillSync(pool)
      next = 0
    }
    const start = next++ * NONCE_BYTES
    return pool.subarray(start, start + NONCE_BYTES)
  }
}
