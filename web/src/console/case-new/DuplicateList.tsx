// Cases near the place of the report, to be checked before filing.
import type { CaseView } from "@minqing/core/case/case";
import { isEnded } from "@minqing/core/case/stages";
import { useState } from "react";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { selectCase, useDesk } from "../desk-store.ts";
import { ReadFailure } from "../ReadFailure.tsx";
import { useNewCase } from "./new-case-store.ts";
import { DUPLICATE_RADIUS_M, useDuplicates } from "./use-duplicates.ts";

function open(row: CaseView): void {
  useDesk.setState({ tab: "all" });
  selectCase(row.id);
}

export function DuplicateList() {
  const t = useText();
  const name = useName();
  const position = useNewCase((state) => state.position);
  const category = useNewCase((state) => state.category);
  const [attempt, setAttempt] = useState(0);
  const duplicates = useDuplicates(position, attempt);
  return (
    <section className="duplicates" aria-live="polite">
      <h3>{t("console.new.duplicates", { m: DUPLICATE_RADIUS_M })}</h3>
      {duplicates.is === "nowhere" && <p className="muted">{t("console.new.duplicates.nowhere")}</p>}
      {duplicates.is === "reading" && <p className="muted">{t("state.loading")}</p>}
      {duplicates.is === "failed" && (
        <ReadFailure what={t("console.nearby")} failed={duplicates} onRetry={() => setAttempt(attempt + 1)} />
      )}
      {duplicates.is === "read" && duplicates.rows.length === 0 && (
        <p className="muted">✓ {t("console.new.duplicates.none")}</p>
      )}
      {duplicates.is === "read" && (
        <ul>
          {duplicates.rows.map(({ row, metres }) => (
            <li key={row.id} className={row.category === category && !isEnded(row.status) ? "is-same" : ""}>
              <button type="button" onClick={() => open(row)}>
                <PriorityShape priority={row.priority} size={16} hollow={isEnded(row.status)} />
                <span>
                  <b>{name(row.categoryNameZh, row.categoryNameEn)}</b> {row.title}
                  <span className="muted">
                    {" "}
                    {row.number} · {t(`status.${row.status}`)}
                  </span>
                  {row.category === category && !isEnded(row.status) && (
                    <span className="tag">{t("console.new.duplicates.same")}</span>
                  )}
                </span>
                <span className="muted">{Math.round(metres)} m</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
