// The person in charge now and until when; a click opens the duty roster.
import { useState } from "react";
import { useName } from "../../i18n/named.ts";
import { hourMinute } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { DutySheet } from "./DutySheet.tsx";
import { inCharge } from "./duty-lines.ts";
import { useDuty, useDutyRefresh } from "./use-duty.ts";
import "./duty.css";

export function DutyChip() {
  const t = useText();
  const name = useName();
  const isAllowed = useDutyRefresh();
  const { roster, failed } = useDuty();
  const [isOpen, setOpen] = useState(false);
  if (!isAllowed || (roster === null && failed === null)) return null;
  const person = roster === null ? null : inCharge(roster.now);
  return (
    <>
      <button
        type="button"
        className={`duty-chip ${failed === null ? "" : "is-stale"}`}
        title={t("duty.open")}
        data-duty-chip
        onClick={() => setOpen(true)}
      >
        {person === null ? (
          <span className="muted">{t(roster === null ? "duty.unknown" : "duty.nobody")}</span>
        ) : (
          <>
            <span className="muted">{name(person.postName ?? "", person.postNameEn)}</span> <b>{person.personName}</b>{" "}
            <span className="muted">{t("duty.until", { at: hourMinute(Date.parse(person.endsAt)) })}</span>
          </>
        )}
      </button>
      {isOpen && <DutySheet onClose={() => setOpen(false)} />}
    </>
  );
}
