export type Severity = 'error' | 'warning' | 'info'

/** Codes of findings, the same words in imports, checks and packages. A record with a rejecting code is not imported. */
const rejectingCodes = [
  'geometry.missing',
  'geometry.not-polygon',
  'geometry.not-point',
  'geometry.too-few-points',
  'geometry.not-finite',
  'crs.outside-zone',
  'record.unreadable',
  'code.exists',
  'household.unknown',
] as const

const severities = {
  'geometry.self-intersection': 'error',
  'code.duplicate': 'error',
  'code.format': 'error',
  'village.unknown': 'error',
  'parcel.overlap': 'error',
  'geometry.ring-orientation': 'info',
  'geometry.z-dropped': 'info',
  'geometry.m-dropped': 'info',
  'field.unknown': 'info',
  'encoding.sniffed': 'info',
  'layer.empty': 'info',
} as const satisfies Readonly<Record<string, Severity>>

/** Severity of a finding; a code that the table does not name is a warning until it is added. */
export function severityOf(code: string): Severity {
  if ((rejectingCodes as readonly string[]).includes(code)) return 'error'
  return (severities as Readonly<Record<string, Severity>>)[code] ?? 'warning'
}
