// Searches the trail, verifies its chain, exports it.
import { AuditResult } from "@minqing/core/audit/event";
import { useState } from "react";
import { exportPath, type Verification, verifyAudit } from "../../api/audit.ts";
import { Icon } from "../../design/Icon.tsx";
import { numberText } from "../../i18n/numbers.ts";
import { useText } from "../../i18n/use-text.ts";
import { Select } from "../../ui/Select.tsx";
import { whyText } from "../why-text.ts";
import { SEARCHED_ACTIONS } from "./action-name.ts";
import { type AuditField, type AuditFilter, isFiltered, NO_AUDIT_FILTER, spanQuery } from "./audit-filter.ts";
import { useActionText } from "./use-action-text.ts";

interface FilterProps {
  filter: AuditFilter;
  onChange(part: Partial<AuditFilter>): void;
}

export function AuditFilters({ filter, onChange }: FilterProps) {
  const t = useText();
  const actionText = useActionText();
  const text = (field: AuditField, list?: string) => (
    <label className={`filter is-${field}`}>
      <span className="muted">{t(`admin.audit.${field}`)}</span>
      <input
        type={field === "since" || field === "until" ? "datetime-local" : "search"}
        data-search={field === "actor" ? true : undefined}
        list={list}
        value={filter[field]}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </label>
  );
  return (
    <div className="filters audit-filters">
      {text("actor")}
      {text("action", "audit-actions")}
      <datalist id="audit-actions">
        {SEARCHED_ACTIONS.map((action) => (
          <option key={action} value={action} label={actionText(action)} />
        ))}
      </datalist>
      {text("objectKind")}
      {text("objectId")}
      <div className="filter is-result">
        <span className="muted" aria-hidden="true">
          {t("admin.audit.result")}
        </span>
        <Select
          label={t("admin.audit.result")}
          value={filter.result}
          choices={[
            { id: "", label: t("admin.any") },
            ...AuditResult.options.map((result) => ({ id: result, label: t(`admin.result.${result}`) })),
          ]}
          isCompact
          onChange={(result) => onChange({ result })}
        />
      </div>
      {text("since")}
      {text("until")}
      {isFiltered(filter) && (
        <button type="button" className="text-button" onClick={() => onChange(NO_AUDIT_FILTER)}>
          {t("admin.clear")}
        </button>
      )}
    </div>
  );
}

function Verdict({ verification }: { verification: Verification }) {
  const t = useText();
  const { checked, firstDisagreement: first, heads } = verification;
  const n = numberText(checked);
  if (first === null) {
    return (
      <p className="verdict" role="status">
        <Icon name="check" size={18} className="ok" /> {t("admin.audit.agrees", { n })}
        <span className="muted">{t("admin.audit.heads", { ...heads })}</span>
      </p>
    );
  }
  return (
    <div className="verdict is-wanting" role="alert">
      <p>
        <Icon name="alert" size={18} />
        <b>{t("admin.audit.disagrees", { position: first.position, id: first.auditId ?? "–" })}</b>
      </p>
      <p className="mono">{t("admin.audit.expectedGot", { expected: first.expected, got: first.got })}</p>
    </div>
  );
}

export function AuditChecks({ filter, onDone }: { filter: AuditFilter; onDone(): void }) {
  const t = useText();
  const [working, setWorking] = useState(false);
  const [outcome, setOutcome] = useState<Verification | string | null>(null);
  const verify = async () => {
    setWorking(true);
    try {
      setOutcome(await verifyAudit());
    } catch (error) {
      setOutcome(whyText(t, error));
    }
    setWorking(false);
    onDone();
  };
  return (
    <div className="audit-checks">
      <button type="button" className="button" data-verify disabled={working} onClick={() => void verify()}>
        {t(working ? "admin.audit.verifying" : "admin.audit.verify")}
      </button>
      <a className="button" href={exportPath(spanQuery(filter))} download="audit.ndjson">
        {t("admin.audit.export")}
      </a>
      {typeof outcome === "string" && (
        <p className="verdict is-wanting" role="alert">
          {outcome}
        </p>
      )}
      {outcome !== null && typeof outcome !== "string" && <Verdict verification={outcome} />}
      {outcome === null && <p className="muted">{t("admin.audit.checksNote")}</p>}
    </div>
  );
}
