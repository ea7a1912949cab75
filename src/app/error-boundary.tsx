import { Component, type ReactNode } from 'react'

interface Props {
  /** What stopped, as the person knows it: "Photos". */
  readonly name: string
  readonly children: ReactNode
}

/** Holds a fault inside one workspace; what the stores hold is kept. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null as Error | null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <div className="stopped" role="alert">
        <h1>{this.props.name} stopped.</h1>
        <p className="quiet">Photos and scores so far are kept. {error.message}</p>
        <button type="button" className="button main" onClick={() => this.setState({ error: null })}>
          Try again
        </button>
      </div>
    )
  }
}
