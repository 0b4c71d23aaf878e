/** For a part that scrolls and has nothing in it to stop at: the keyboard must reach it all the same. Given as its ref. */
export function keysScroll(element: HTMLElement | null): void {
  if (element !== null) element.tabIndex = 0
}
