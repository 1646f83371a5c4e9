// Around parts of a page that are loaded when they are opened: one that cannot be loaded (no network, or the server has another
// build by now) says so and offers the page anew.
import { Component, type ReactNode } from "react";
import { useText } from "../i18n/use-text.ts";

function Failed() {
  const t = useText();
  return (
    <p className="empty" role="alert">
      {t("ui.load.failed")}{" "}
      <button type="button" className="button" onClick={() => location.reload()}>
        {t("ui.load.again")}
      </button>
    </p>
  );
}

export class LoadBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <Failed /> : this.props.children;
  }
}
