// The open command, docked at the foot: the choice at the left, the preview at the right. It moves the panes up and
// covers nothing.
import { actEntry } from "@minqing/core/case/acts";
import type { CaseView } from "@minqing/core/case/case";
import { type KeyboardEvent, useEffect } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { commandsFor } from "../access/actor.ts";
import { Caps } from "../Keys.tsx";
import { armAct, closeAct, executeAct, isOutdated, type OpenAct, useAct } from "./act-store.ts";
import { type FieldName, fieldsOf, gapOf } from "./command-form.ts";
import { DepartmentChoice } from "./DepartmentChoice.tsx";
import { DueField, LevelChoice } from "./InstructionFields.tsx";
import { Preview } from "./Preview.tsx";
import { ReasonChoice } from "./ReasonChoice.tsx";
import { WordsField } from "./WordsField.tsx";

/** Enter sends; a command that needs two presses is armed by the first. Ctrl Enter sends at once. */
function pressEnter(open: OpenAct, row: CaseView, atOnce: boolean): void {
  if (gapOf(open.draft) !== null || open.sending || isOutdated(open, row)) return;
  if (actEntry(open.draft.type).enterTwice === true && !open.armed && !atOnce) armAct();
  else void executeAct();
}

function ExecuteButton({ open, row }: { open: OpenAct; row: CaseView }) {
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
      disabled={gapOf(open.draft) !== null || open.sending || isOutdated(open, row)}
      onClick={() => pressEnter(open, row, false)}
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
function mainFieldsOf({ draft }: OpenAct): FieldName[] {
  const fields = fieldsOf(draft.type);
  return fields.length === 1 ? fields : fields.filter((field) => field !== "note");
}

export function ActDock({ row }: { row: CaseView | null }) {
  const t = useText();
  const name = useName();
  const session = useSession();
  const open = useAct((state) => state.open);
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
    pressEnter(open, row, event.ctrlKey || event.metaKey);
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
        {mainFieldsOf(open).map((field, index) => (
          <Field key={field} field={field} row={row} open={open} focused={index === 0} />
        ))}
      </div>
      <div className="dock-preview">
        <Preview row={row} open={open} isPossible={commandsFor(session, row).includes(type)} />
        <ExecuteButton open={open} row={row} />
      </div>
    </section>
  );
}
