/** Who signs the journal; null: unsigned. */
export interface Author {
  readonly operator: string | null
  readonly team: string | null
}

/** Who changes and when; one journal entry each, which undo takes back. */
export interface Signed {
  readonly author: Author
  readonly at: string
  readonly why?: string
}
