// The filter of the audit trail: in the address, and as the query of the server. Pure.
import { AuditResult } from "@minqing/core/audit/event";
import type { Query } from "../../api/request.ts";
import { cityInstant } from "../../i18n/city-time.ts";

export const AUDIT_FIELDS = ["actor", "action", "objectKind", "objectId", "result", "since", "until"] as const;
export type AuditField = (typeof AUDIT_FIELDS)[number];
export type AuditFilter = Record<AuditField, string>;

export const NO_AUDIT_FILTER: AuditFilter = {
  actor: "",
  action: "",
  objectKind: "",
  objectId: "",
  result: "",
  since: "",
  until: "",
};

/** Only the span of time, for an export. */
export const spanQuery = ({ since, until }: AuditFilter): Query => ({
  since: cityInstant(since),
  until: cityInstant(until),
});

export function auditQuery(filter: AuditFilter): Query {
  const result = AuditResult.safeParse(filter.result);
  return {
    actor: filter.actor.trim(),
    action: filter.action.trim(),
    objectKind: filter.objectKind.trim(),
    objectId: filter.objectId.trim(),
    result: result.success ? result.data : null,
    ...spanQuery(filter),
  };
}

export const isFiltered = (filter: AuditFilter): boolean => AUDIT_FIELDS.some((field) => filter[field].trim() !== "");
