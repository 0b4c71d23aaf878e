/** Who signs the journal; null: unsigned. */
export interface Author {
  readonly operator: string | null
  readonly team: string | null
}
