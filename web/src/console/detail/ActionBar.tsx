// The possible commands of the case with their keys; without any, the reason.
import { type CaseCommandType, COMMAND_TYPES } from "@minqing/core/case/acts";
import type { CaseView } from "@minqing/core/case/case";
import { moveFor } from "@minqing/core/case/decide";
import { isEnded } from "@minqing/core/case/stages";
import { useRoleNames } from "../../access/use-role-names.ts";
import { useText } from "../../i18n/use-text.ts";
import { useLive } from "../../live/live-store.ts";
import { goesOn, keyOf } from "../act/command-form.ts";
import { ActCaps } from "../Keys.tsx";
import { actOnCase } from "../keys/act-on-case.ts";
import { toDesk } from "./to-desk.ts";

function useWhyNothing(row: CaseView): string {
  const t = useText();
  const roleNames = useRoleNames();
  if (isEnded(row.status)) return t("console.bar.ended", { status: t(`status.${row.status}`) });
  const roles = new Set(COMMAND_TYPES.flatMap((type) => moveFor(row.status, type)?.by ?? []));
  roles.delete("system");
  return t("console.bar.otherRole", { roles: roleNames([...roles]) });
}

function CommandButton({ row, commands, type }: BarProps & { type: CaseCommandType }) {
  const t = useText();
  const key = keyOf(type);
  return (
    <button
      type="button"
      className={`button ${goesOn(row.status, type) ? "primary" : ""}`}
      onClick={() => actOnCase(() => ({ row, possible: commands }), type)}
    >
      {t(`command.${type}.label`)}
      {key !== null && <ActCaps act={key} />}
    </button>
  );
}

interface BarProps {
  row: CaseView;
  commands: readonly CaseCommandType[];
}

export function ActionBar({ row, commands }: BarProps) {
  const t = useText();
  const isLive = useLive(({ connection }) => connection.state === "live");
  const why = useWhyNothing(row);
  return (
    <footer className="action-bar">
      {commands.map((type) => (
        <CommandButton key={type} row={row} commands={commands} type={type} />
      ))}
      {commands.length === 0 && <span className="muted">{why}</span>}
      <span className="spring" />
      <span className="muted">
        {t("console.versionOf", { version: row.version })} · {t(isLive ? "console.bar.same" : "console.bar.old")}
      </span>
      <button type="button" className="button" onClick={() => toDesk(row.id)}>
        {t("console.toDesk")} <ActCaps act="escape" />
      </button>
    </footer>
  );
}
