import { type ReactNode, startTransition, useEffect, useState } from 'react'

/**
 * Draws what it holds in turns of its own, after what is around it has been painted: the first look at many components at once
 * keeps the thread from answering. Nothing is drawn in its place until then.
 */
export function Later({ children }: { readonly children: ReactNode }) {
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setDue(true)))
    return () => clearTimeout(timer)
  }, [])
  return isDue ? children : null
}
