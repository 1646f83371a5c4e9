// A request for approval in words: who asks for what, the object, and each field of what would change.
import { Role } from "@minqing/core/access/account";
import type { ApprovalView } from "@minqing/core/access/approval";
import { z } from "zod";
import { useRoleNames } from "../../access/use-role-names.ts";
import { useLoaded } from "../../console/use-reference.ts";
import { useName } from "../../i18n/named.ts";
import { useText, useTextIf } from "../../i18n/use-text.ts";
import { usePlaces } from "../account/use-places.ts";
import { valueText } from "../audit/differences.ts";
import { instantText } from "../token/token-form.ts";
import { accountLines, labelOf, requestLines } from "./approval-detail.ts";
import { isAboutToken } from "./approval-state.ts";

const Codes = z.array(z.string());

function useCodeNames() {
  const t = useText();
  const name = useName();
  const departments = useLoaded("departments").items ?? [];
  const rivers = useLoaded("rivers").items ?? [];
  const reaches = new Map(rivers.flatMap((river) => river.reaches.map((reach) => [reach.code, reach.name])));
  return {
    departmentName: (id: string): string => {
      const department = departments.find((each) => each.id === id);
      return department === undefined ? id : name(department.name, department.nameEn);
    },
    reachNames: (codes: readonly string[]): string =>
      codes.map((code) => reaches.get(code) ?? code).join(t("list.comma")),
  };
}

/** The text of a field's value; a value of another form than expected is shown as it stands. */
function useValueText(action: ApprovalView["action"]): (value: unknown, field: string) => string {
  const t = useText();
  const textIf = useTextIf();
  const places = usePlaces();
  const roleNames = useRoleNames();
  const { departmentName, reachNames } = useCodeNames();
  const ranges = isAboutToken(action) ? "token.caseRange" : "admin.caseRange";
  const listed = (value: unknown, textOf: (codes: string[]) => string): string => {
    const codes = Codes.safeParse(value);
    return codes.success && codes.data.length > 0 ? textOf(codes.data) : valueText(value);
  };
  return (value, field) => {
    switch (field) {
      case "roles": {
        const roles = z.array(Role).safeParse(value);
        return roles.success ? roleNames(roles.data) : valueText(value);
      }
      case "regionCodes":
      case "exceptCodes":
        return listed(value, places);
      case "reachCodes":
        return listed(value, reachNames);
      case "departmentId":
        return typeof value === "string" ? departmentName(value) : t("admin.noDepartment");
      case "caseRange":
        return textIf(`${ranges}.${value}`, valueText(value));
      case "clearance":
        return textIf(`clearance.${value}`, valueText(value));
      case "enabled":
        return t(value === true ? "admin.field.enabled.text" : "admin.badge.disabled");
      case "expiresAt":
        return typeof value === "string" ? instantText(value) : valueText(value);
      case "overlapHours":
        return t("approval.hours", { n: String(value) });
      default:
        return valueText(value);
    }
  };
}

/** The lines of what would change, and the name of a field. */
export function useDetail(approval: ApprovalView) {
  const t = useText();
  const textOf = useValueText(approval.action);
  const nameOf = (field: string): string => {
    const label = labelOf(field);
    return label === null ? field : t(label);
  };
  return { lines: [...requestLines(approval, textOf), ...accountLines(approval, textOf, nameOf)], nameOf };
}

/** The object of a request: an account, a token, or the number of accounts of an import. */
export function useObjectText(): (approval: ApprovalView) => string {
  const t = useText();
  return ({ action, object }) => (action === "account.import" ? t("approval.accounts", { n: Number(object) }) : object);
}
