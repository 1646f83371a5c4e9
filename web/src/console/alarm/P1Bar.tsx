// The bar of the most urgent unacknowledged P1, on every page: what, where, value and limit, how long it has waited, and
// how many more. No filter and no tab hides it, and it takes no focus.

import { mayDo } from "@minqing/core/access/permissions";
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { alarmMeasure, alarmName } from "@minqing/core/alarm/alarm-title";
import { useSession } from "../../access/SessionGate.tsx";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useLanguage } from "../../i18n/Localised.tsx";
import { clockText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { usePlace } from "../case/use-place.ts";
import { ActCaps } from "../Keys.tsx";
import { useAcknowledging } from "./acknowledging.ts";
import { useWaitingAlarms } from "./use-waiting-alarms.ts";
import { waitingP1 } from "./waiting-p1.ts";

export interface P1BarProps {
  onAcknowledge(alarm: AlarmView): void;
  /** Shows the alarm's case, or the alarm in its list. */
  onOpen(alarm: AlarmView): void;
  /** Lists all unacknowledged P1. */
  onList(): void;
  /** The case of the page, which needs no button that opens it. */
  shownCaseId: string | null;
}

function Waiting({ alarm }: { alarm: AlarmView }) {
  const t = useText();
  const nowMs = useNow();
  return (
    <span className="p1-age">
      {t(alarm.acknowledgeOverdueAt === null ? "alarm.p1.waiting" : "alarm.p1.overdue")}{" "}
      <b>{clockText(nowMs - Date.parse(alarm.raisedAt))}</b>
    </span>
  );
}

function What({ alarm }: { alarm: AlarmView }) {
  const t = useText();
  const { locale } = useLanguage();
  const place = usePlace();
  const measure = alarmMeasure(alarm, locale);
  return (
    <>
      <PriorityShape className="pulse-p1" priority={1} size={26} />
      <b className="p1-priority">{t("priority.1")}</b>
      <b className="p1-title">{alarmName(alarm, locale)}</b>
      {measure !== null && <b className="p1-measure">{measure}</b>}
      <span className="p1-place">
        {place(alarm)} <span className="p1-thing">{alarm.thingName ?? alarm.subjectId}</span>
      </span>
      {alarm.clearedAt !== null && <span className="p1-cleared">✓ {t("alarm.p1.cleared")}</span>}
    </>
  );
}

export function P1Bar({ onAcknowledge, onOpen, onList, shownCaseId }: P1BarProps) {
  const t = useText();
  const { roles } = useSession();
  const waiting = waitingP1(useWaitingAlarms());
  const sendingId = useAcknowledging((state) => state.sendingId);
  if (waiting === null) return null;
  const { first, more } = waiting;
  const isShown = first.caseId !== null && first.caseId === shownCaseId;
  return (
    <section className="p1-bar" aria-label={t("alarm.p1.bar")} data-p1={first.id}>
      <What alarm={first} />
      <Waiting alarm={first} />
      <span className="spring" />
      {more > 0 && (
        <button type="button" className="button p1-more" onClick={onList}>
          {t("alarm.p1.more", { n: more })}
        </button>
      )}
      {mayDo(roles, "alarm.acknowledge") && (
        <button
          type="button"
          className="button primary"
          data-p1-acknowledge
          disabled={sendingId !== null}
          onClick={() => onAcknowledge(first)}
        >
          {t(sendingId === first.id ? "alarm.p1.sending" : "alarm.p1.acknowledge")} <ActCaps act="p1-acknowledge" />
        </button>
      )}
      {isShown ? (
        <span className="p1-here">{t("alarm.p1.here")}</span>
      ) : (
        <button type="button" className="button" data-p1-open onClick={() => onOpen(first)}>
          {t("alarm.p1.open")} <ActCaps act="p1-open" />
        </button>
      )}
    </section>
  );
}
