// Shows the recovery codes once: the person prints or stores them now.
import { useText } from "../i18n/use-text.ts";
import { CopyButton } from "./CopyButton.tsx";

export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone(): void }) {
  const t = useText();
  return (
    <div className="own-form recovery">
      <h2>{t("access.recovery")}</h2>
      <p>{t("access.recovery.why")}</p>
      <ol className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p className="acts">
        <CopyButton text={codes.join("\n")} />
        <button type="button" className="button" onClick={() => window.print()}>
          {t("access.print")}
        </button>
      </p>
      <button type="button" className="main-act" onClick={onDone}>
        {t("access.recovery.done")}
      </button>
    </div>
  );
}
