// One row of the trail in full: actor, action, result, changed fields, place in the chain.

import type { AuditRow } from "../../api/audit.ts";
import { Caps } from "../../console/Keys.tsx";
import type { KeyUnder } from "../../i18n/text-key.ts";
import { hourMinuteSecond, monthDay, shanghaiParts } from "../../i18n/time-text.ts";
import { useText, useTextIf } from "../../i18n/use-text.ts";
import { DetailTable } from "./DetailTable.tsx";
import { detailLines } from "./differences.ts";
import { useActionText } from "./use-action-text.ts";

export function AuditPane({ row, onClose }: { row: AuditRow; onClose(): void }) {
  const t = useText();
  const textIf = useTextIf();
  const actionText = useActionText();
  const atMs = Date.parse(row.at);
  const lines = detailLines(row.detail);
  const object = row.objectKind === null ? "–" : `${row.objectKind} ${row.objectId ?? ""}`;
  const facts: readonly (readonly [KeyUnder<"admin.column">, string])[] = [
    ["at", `${shanghaiParts(atMs).year}-${monthDay(atMs)} ${hourMinuteSecond(atMs)}`],
    ["actor", row.actor ?? t("admin.nobody")],
    [
      "roles",
      row.roles.length === 0 ? "–" : row.roles.map((role) => textIf(`role.${role}`, role)).join(t("list.comma")),
    ],
    ["address", row.address ?? "–"],
    ["action", `${actionText(row.action)} ${row.action}`],
    ["object", object],
    ["result", textIf(`admin.result.${row.result}`, row.result)],
    ["reason", row.reason ?? "–"],
    ["count", String(row.count)],
    ["position", row.position === null ? t("admin.audit.notChained") : String(row.position)],
    ["hash", row.hash ?? "–"],
  ];
  return (
    <section className="pane side" aria-label={t("admin.audit.row")}>
      <header className="pane-head">
        <h2>{t("admin.audit.row")}</h2>
        <span className="muted mono">{row.id}</span>
        <span className="pane-tools">
          <button type="button" className="text-button" onClick={onClose}>
            <Caps strokes={["Escape"]} /> {t("admin.close")}
          </button>
        </span>
      </header>
      <div className="side-body">
        <dl className="facts">
          {facts.map(([key, value]) => (
            <div key={key}>
              <dt>{t(`admin.column.${key}`)}</dt>
              <dd className={key === "hash" ? "mono" : ""}>{value}</dd>
            </div>
          ))}
        </dl>
        <h3>{t("admin.audit.detail")}</h3>
        {lines.length === 0 ? <p className="muted">{t("admin.audit.noDetail")}</p> : <DetailTable lines={lines} />}
      </div>
    </section>
  );
}
