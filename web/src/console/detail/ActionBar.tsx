// The possible commands of the case with their keys; without any, the reason.

import type { CaseView } from "@minqing/core/case/case";
import type { CaseCommandType } from "@minqing/core/case/commands";
import { isEnded } from "@minqing/core/case/stages";
import { CASE_TRANSITIONS, type TransitionRule } from "@minqing/core/case/transitions";
import { useRoleNames } from "../../access/use-role-names.ts";
import { useText } from "../../i18n/use-text.ts";
import { useLive } from "../../live/live-store.ts";
import { COMMAND_FORMS } from "../act/command-form.ts";
import { ActCaps } from "../Keys.tsx";
import { actOnCase } from "../keys/act-on-case.ts";
import { toDesk } from "./to-desk.ts";

function useWhyNothing(row: CaseView): string {
  const t = useText();
  const roleNames = useRoleNames();
  if (isEnded(row.status)) return t("console.bar.ended", { status: t(`status.${row.status}`) });
  const rules: TransitionRule[] = Object.values(CASE_TRANSITIONS[row.status]);
  const roles = new Set(rules.flatMap(({ by }) => by));
  roles.delete("system");
  return t("console.bar.otherRole", { roles: roleNames([...roles]) });
}

export function ActionBar({ row, commands }: { row: CaseView; commands: readonly CaseCommandType[] }) {
  const t = useText();
  const isLive = useLive(({ connection }) => connection.state === "live");
  const why = useWhyNothing(row);
  return (
    <footer className="action-bar">
      {commands.map((type, index) => {
        const { key } = COMMAND_FORMS[type];
        return (
          <button
            key={type}
            type="button"
            className={`button ${index === 0 ? "primary" : ""}`}
            onClick={() => actOnCase(() => ({ row, possible: commands }), type)}
          >
            {t(`command.${type}.label`)}
            {key !== null && <ActCaps act={key} />}
          </button>
        );
      })}
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
