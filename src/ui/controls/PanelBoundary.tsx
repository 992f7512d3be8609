// Catches what goes wrong while one panel draws, so that the others stay usable.
import { Component, type ReactNode } from 'react';
import { Button } from 'react-aria-components';

interface Props {
  readonly name: string;
  readonly children: ReactNode;
}

export class PanelBoundary extends Component<Props, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { message: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render() {
    if (this.state.message === null) return this.props.children;
    return (
      <div className="empty" role="alert">
        <p>{this.props.name} could not be drawn. Your images and labels are not touched.</p>
        <p className="muted">{this.state.message}</p>
        <Button className="button" onPress={() => this.setState({ message: null })}>
          Draw it again
        </Button>
      </div>
    );
  }
}
