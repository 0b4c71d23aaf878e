/** An import that adds nothing to what the file says of itself and overrides nothing. */
export const asTheFileSays = {
  encoding: null,
  sheet: null,
  headerRow: null,
  sourceCrs: null,
  swapAxes: false,
  datumParameters: null,
  map: {},
  onDuplicate: 'reject',
  villageFromCode: false,
  dryRun: false,
} as const
