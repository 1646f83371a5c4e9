// One dead letter: its reason and its first bytes.
import type { DeadLetterView } from "@minqing/core/device/ledger";
import { useText } from "../../i18n/use-text.ts";
import { payloadText } from "./payload-text.ts";

export function LetterPane({ letter, onDevice }: { letter: DeadLetterView; onDevice(device: string): void }) {
  const t = useText();
  const { deviceId } = letter;
  return (
    <section className="pane side grows" aria-label={t("admin.letter")}>
      <header className="pane-head">
        <h2>{t("admin.letter")}</h2>
        <span className="pane-tools">
          {deviceId !== null && (
            <button type="button" className="text-button" onClick={() => onDevice(deviceId)}>
              {t("admin.letter.onlyThis")}
            </button>
          )}
        </span>
      </header>
      <div className="side-body">
        <dl className="facts">
          <div>
            <dt>{t("admin.column.reason")}</dt>
            <dd>
              <b>{letter.reason}</b>
            </dd>
          </div>
          <div>
            <dt>{t("admin.column.detail")}</dt>
            <dd>{letter.detail}</dd>
          </div>
          <div>
            <dt>{t("admin.letter.topic")}</dt>
            <dd className="mono">{letter.topic}</dd>
          </div>
          <div>
            <dt>SHA-256</dt>
            <dd className="mono">{letter.payloadSha256}</dd>
          </div>
        </dl>
        <h3>{t("admin.letter.head")}</h3>
        <pre className="payload">{payloadText(letter.payloadHead)}</pre>
      </div>
    </section>
  );
}
