/**
 * While an input method composes, its keys are its own: Enter takes the letters typed so far, Escape drops them, arrows choose
 * among characters. Systems differ in whether the page sees them as such; heard here, half-typed pinyin would go into the file.
 */
export function leaveComposingKeys(): void {
  window.addEventListener('keydown', (event) => event.isComposing && event.stopImmediatePropagation(), true)
}
