/** Figures of the open survey at a glance. Areas are raw sums in m²; the window rounds and converts. */
export interface SurveyOverview {
  readonly layers: readonly { readonly name: string; readonly count: number }[]
}
