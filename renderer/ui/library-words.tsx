import { useEffect } from 'react'
import { useWords } from './words.tsx'

/** What Ant Design says to screen readers in English whatever the window's language, and names of its icons that stand alone. */
const WORDS: Readonly<Record<string, string>> = {
  Clear: 'ui.clear',
  Close: 'ui.close',
  close: 'ui.close',
  'close-circle': 'ui.clear',
  search: 'ui.search',
  'Increase Value': 'ui.more',
  'Decrease Value': 'ui.less',
  'segmented control': 'ui.choice',
}

/** What the libraries called an element. */
const given = new WeakMap<Element, string>()

/** An icon beside words says nothing more than they do; one that is a button, or stands alone in one, is its name. */
const isName = (icon: Element): boolean => {
  if (icon.hasAttribute('tabindex')) return true
  const button = icon.closest('button, [role="button"]')
  return button !== null && button.textContent?.trim() === '' && !button.hasAttribute('aria-label')
}

/** Keeps the words of libraries in the window's language. Draws nothing. */
export function LibraryWords() {
  const { word } = useWords()
  useEffect(() => {
    const mend = (element: Element): void => {
      const label = given.get(element) ?? element.getAttribute('aria-label') ?? ''
      if (element.classList.contains('anticon') && !isName(element)) element.setAttribute('aria-hidden', 'true')
      const code = WORDS[label]
      if (code === undefined) return
      given.set(element, label)
      if (element.getAttribute('aria-label') !== word(code)) element.setAttribute('aria-label', word(code))
    }
    const mendIn = (node: Node): void => {
      if (!(node instanceof Element)) return
      if (node.hasAttribute('aria-label')) mend(node)
      for (const element of node.querySelectorAll('[aria-label]')) mend(element)
    }
    mendIn(document.body)
    const watch = new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) mendIn(node)
    })
    watch.observe(document.body, { childList: true, subtree: true })
    return () => watch.disconnect()
  }, [word])
  return null
}
