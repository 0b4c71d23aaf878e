const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_DIGITS = '10X98765432'

/** GB 11643, ISO 7064 MOD 11-2: 18 characters whose last one checks the others. The region is not looked at: codes are abolished. */
export function hasValidChecksum(text: string): boolean {
  if (text.length !== 18) return false
  let sum = 0
  for (let i = 0; i < 17; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return false
    sum += digit * (WEIGHTS[i] ?? 0)
  }
  return CHECK_DIGITS[sum % 11] === text.charAt(17).toUpperCase()
}

/** Characters 7 to 14 are a calendar date, not before 1850. */
export function hasRealBirthDate(text: string): boolean {
  const year = Number(text.slice(6, 10))
  const month = Number(text.slice(10, 12))
  const day = Number(text.slice(12, 14))
  if (!(year >= 1850 && year <= 2200 && month >= 1 && month <= 12 && day >= 1)) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day <= days
}

export const isIdentityNumber = (text: string): boolean => hasValidChecksum(text) && hasRealBirthDate(text)

/** What an import says about a number that stands in an identity column. 15-digit numbers carry no check digit. */
export function identityNumberFault(text: string): 'id.checksum' | null {
  if (/^\d{15}$/.test(text)) return null
  return isIdentityNumber(text) ? null : 'id.checksum'
}
