// A failed read: what, since when, why. Data read before stays on the screen.
import { hourMinuteSecond } from "../i18n/time-text.ts";
import { useText } from "../i18n/use-text.ts";

interface Props {
  what: string;
  failed: { why: string; atMs: number };
  onRetry(): void;
}

export function ReadFailure({ what, failed, onRetry }: Props) {
  const t = useText();
  return (
    <div className="read-failure" role="alert">
      <span>{t("state.errorSince", { what, at: hourMinuteSecond(failed.atMs), why: failed.why })}</span>
      <button type="button" className="button" onClick={onRetry}>
        {t("state.retry")}
      </button>
    </div>
  );
}
