// The state of the trail: number of rows, chained rows, age of the signed head, and whether the program could change
// rows.
import type { AuditState } from "../../api/audit.ts";
import { Icon } from "../../design/Icon.tsx";
import { numberText } from "../../i18n/numbers.ts";
import { ageText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";

interface FigureProps {
  name: string;
  value: string;
  note: string;
  /** True when all is well, false when the figure needs attention, null for a plain figure. */
  isGood?: boolean | null;
}

function Figure({ name, value, note, isGood = null }: FigureProps) {
  return (
    <div className={`figure ${isGood === false ? "is-wanting" : ""}`}>
      <dt>{name}</dt>
      <dd>
        {isGood !== null && <Icon name={isGood ? "check" : "alert"} size={18} className={isGood ? "ok" : ""} />}
        <b>{value}</b>
      </dd>
      <dd className="muted">{note}</dd>
    </div>
  );
}

/** The head is signed each hour; after two hours it is late. */
const HEAD_LATE_MS = 2 * 3600_000;

function Head({ head }: Pick<AuditState, "head">) {
  const t = useText();
  const nowMs = useNow(10_000);
  if (head === null) {
    return (
      <Figure name={t("admin.audit.head")} value={t("admin.none")} note={t("admin.audit.head.none")} isGood={false} />
    );
  }
  const atMs = Date.parse(head.at);
  const isGood = head.signed && nowMs - atMs < HEAD_LATE_MS;
  return (
    <Figure
      name={t("admin.audit.head")}
      value={`${numberText(head.position)} · ${ageText(t, atMs, nowMs)}`}
      note={t(head.signed ? "admin.audit.signed" : "admin.audit.unsigned", {
        hash: head.hash.slice(0, 16),
        key: head.keyId ?? "–",
      })}
      isGood={isGood}
    />
  );
}

export function AuditStateLine({ state }: { state: AuditState }) {
  const t = useText();
  const { events, chained, waiting, keepDays, rightsHeld } = state;
  return (
    <dl className="figures">
      <Figure name={t("admin.audit.events")} value={numberText(events)} note={t("admin.audit.keep", { n: keepDays })} />
      <Figure
        name={t("admin.audit.chained")}
        value={numberText(chained)}
        note={t("admin.audit.waiting", { n: numberText(waiting) })}
      />
      <Head head={state.head} />
      <Figure
        name={t("admin.audit.rights")}
        value={t(rightsHeld ? "admin.audit.rights.held" : "admin.audit.rights.open")}
        note={t(rightsHeld ? "admin.audit.rights.held.note" : "admin.audit.rights.open.note")}
        isGood={rightsHeld}
      />
    </dl>
  );
}
