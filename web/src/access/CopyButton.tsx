// Copies a text and shows whether that succeeded.
import { useState } from "react";
import { Icon } from "../design/Icon.tsx";
import { useText } from "../i18n/use-text.ts";
import { copyText } from "./copy-text.ts";

export function CopyButton({ text }: { text: string }) {
  const t = useText();
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <button type="button" className="button" onClick={() => void copyText(text).then(setCopied)}>
      {copied === true && <Icon name="check" size={14} />}
      <span role="status">{t(copied === null ? "access.copy" : copied ? "access.copied" : "access.copyFailed")}</span>
    </button>
  );
}
