import { Component, type ReactNode } from 'react'

interface Props {
  /** What stands in place of a part that failed; `again` tries to show it once more. */
  readonly fallback: (error: Error, again: () => void) => ReactNode
  readonly children: ReactNode
}

/** Holds a fault inside one part of the page; what the stores hold is kept. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null as Error | null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state
    return error ? this.props.fallback(error, () => this.setState({ error: null })) : this.props.children
  }
}
