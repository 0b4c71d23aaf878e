import { Component, type ReactNode } from 'react'

interface Props {
  /** Shown in the place of what could not be drawn; `again` draws it anew. */
  readonly broken: (again: () => void) => ReactNode
  readonly children: ReactNode
}

/** A fault while drawing takes its own part of the window away and not the whole: without it React leaves an empty page. */
export class Boundary extends Component<Props, { readonly isBroken: boolean }> {
  override state = { isBroken: false }
  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true }
  }
  override render(): ReactNode {
    return this.state.isBroken ? this.props.broken(() => this.setState({ isBroken: false })) : this.props.children
  }
}
