/** An expected failure. `message` is worded by the door from the code; `params` fill it and never hold personal data. */
export interface Refusal {
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
  readonly file?: string
  /** 1-based physical position in `file`, or its line for text. */
  readonly record?: number
  readonly proposals?: readonly string[]
}

/** Expected outcomes are data; a throw is a bug. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const refuse = (refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({ ok: false, refusal })
