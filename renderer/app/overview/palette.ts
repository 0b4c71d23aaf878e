/** Colours that mean the same in every chart and read on light and dark; told apart without red and green alone. */
const colours = {
  within: '#3f8f6f',
  over: '#d97706',
  '1': '#3f8f6f',
  '2': '#d9a406',
  '3': '#b4552d',
  none: '#8a938d',
  error: '#c2410c',
  warning: '#d9a406',
  info: '#5b83a6',
} as const

export const colourOf = (meaning: keyof typeof colours): string => colours[meaning]
