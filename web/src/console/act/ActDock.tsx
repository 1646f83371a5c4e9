// The open command, docked at the foot: the choice at the left, the preview at the right. It moves the panes up and
// covers nothing.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { actEntry } from "@minqing/core/case/acts";
import type { CaseView } from "@minqing/core/case/case";
import { type KeyboardEvent, useEffect } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useName } from "../../i18n/named.ts";
import { useAlarmTitle } from "../../i18n/use-alarm-title.ts";
import { useText } from "../../i18n/use-text.ts";
import { commandsFor } from "../access/actor.ts";
import { Caps } from "../Keys.tsx";
import { armAct, closeAct, executeAct, isOutdated, type OpenAct, useAct } from "./act-store.ts";
import { type FieldName, fieldsOf, gapOf } from "./command-form.ts";
import { DepartmentChoice } from "./DepartmentChoice.tsx";
import { DueField, LevelChoice } from "./InstructionFields.tsx";
import { Preview } from "./Preview.tsx";
import { ReasonChoice } from "./ReasonChoice.tsx";
import { useActiveAlarm } from "./use-active-alarm.ts";
import { WordsField } from "./WordsField.tsx";

interface Pressed {
  open: OpenAct;
  row: CaseView;
  /** The active alarm under which the case would be closed. */
  alarm: AlarmView | null;
}

/** Enter sends; a command that needs two presses is armed by the first. Ctrl Enter sends at once. */
function pressEnter({ open, row, alarm }: Pressed, atOnce: boolean): void {
  if (gapOf(open.draft, alarm !== null) !== null || open.sending || isOutdated(open, row)) return;
  if (actEntry(open.draft.type).enterTwice === true && !open.armed && !atOnce) armAct();
  else void executeAct();
}

function ExecuteButton({ open, row, alarm }: Pressed) {
  const t = useText();
  const { enterTwice = false } = actEntry(open.draft.type);
  const label = open.sending
    ? "console.act.sending"
    : open.armed
      ? "console.act.again"
      : open.failure?.retry
        ? "console.act.retry"
        : "console.act.execute";
  return (
    <button
      type="button"
      className={`button primary ${open.armed ? "is-armed" : ""}`}
      disabled={gapOf(open.draft, alarm !== null) !== null || open.sending || isOutdated(open, row)}
      onClick={() => pressEnter({ open, row, alarm }, false)}
    >
      {t(label)}
      <Caps strokes={enterTwice && !open.armed ? ["Enter", "Enter"] : ["Enter"]} />
    </button>
  );
}

interface FieldProps {
  field: FieldName;
  row: CaseView;
  open: OpenAct;
  focused: boolean;
}

function Field({ field, row, open, focused }: FieldProps) {
  if (field === "departmentId") return <DepartmentChoice row={row} open={open} />;
  if (field === "reason") return <ReasonChoice open={open} />;
  if (field === "level") return <LevelChoice open={open} focused={focused} />;
  if (field === "dueAt") return <DueField open={open} focused={focused} />;
  return <WordsField field={field} open={open} focused={focused} />;
}

/** The fields at the left; a note beside others stands under the preview. */
function mainFieldsOf({ draft }: OpenAct, alarm: AlarmView | null): FieldName[] {
  // Without an active alarm a case is closed without a reason.
  const fields = fieldsOf(draft.type).filter((field) => draft.type !== "close" || field !== "reason" || alarm !== null);
  return fields.length === 1 ? fields : fields.filter((field) => field !== "note");
}

export function ActDock({ row }: { row: CaseView | null }) {
  const t = useText();
  const name = useName();
  const alarmTitle = useAlarmTitle();
  const session = useSession();
  const open = useAct((state) => state.open);
  const alarm = useActiveAlarm(row, open);
  const isGone = open !== null && row === null;
  useEffect(() => {
    if (isGone) closeAct();
  }, [isGone]);
  if (open === null || row === null) return null;
  const { type } = open.draft;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    // Enter on a button presses that button.
    if (event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    event.stopPropagation();
    pressEnter({ open, row, alarm }, event.ctrlKey || event.metaKey);
  };
  return (
    <section className="dock" aria-label={t(`command.${type}.label`)} onKeyDown={onKeyDown}>
      <div className="dock-form">
        <header className="dock-title">
          <PriorityShape priority={row.priority} size={18} label={t(`priority.${row.priority}`)} />
          <b>{t(`command.${type}.label`)}</b>
          <span className="cell-number">{row.number}</span>
          <span>{name(row.categoryNameZh, row.categoryNameEn)}</span>
          <button type="button" className="text-button dock-close" onClick={closeAct}>
            <Caps strokes={["Escape"]} /> {t("console.key.escape")}
          </button>
        </header>
        {alarm !== null && (
          <p className="dock-alert" role="alert">
            <b>{t("console.act.alarmActive", { alarm: alarmTitle(alarm) })}</b>
          </p>
        )}
        {mainFieldsOf(open, alarm).map((field, index) => (
          <Field key={field} field={field} row={row} open={open} focused={index === 0} />
        ))}
      </div>
      <div className="dock-preview">
        <Preview row={row} open={open} alarm={alarm} isPossible={commandsFor(session, row).includes(type)} />
        <ExecuteButton open={open} row={row} alarm={alarm} />
      </div>
    </section>
  );
}
