/** Stands for a personal value of a rejected record in the mend-me file: @R12.3fa9 = rejected record 12 of the survey 3fa9…. */
export interface PersonalReference {
  readonly rejected: number
  readonly survey: string
}

const PATTERN = /^@R(\d{1,9})\.([0-9a-f]{4})$/

export const writeReference = (reference: PersonalReference): string => `@R${reference.rejected}.${reference.survey}`

export function readReference(text: string): PersonalReference | null {
  const match = PATTERN.exec(text.trim())
  return match?.[1] !== undefined && match[2] !== undefined ? { rejected: Number(match[1]), survey: match[2] } : null
}

/** The four characters of a survey's id that a reference carries. */
export const surveyTag = (surveyId: string): string => surveyId.replaceAll('-', '').slice(-4)
