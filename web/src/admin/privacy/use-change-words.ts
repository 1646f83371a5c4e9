// A change of the masking policy as a line that a person reads before it is made.
import type { RevealPurpose } from "@minqing/core/privacy/masking-policy";
import { useRoleNames } from "../../access/use-role-names.ts";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import type { MaskingChange } from "./masking-form.ts";

export function useChangeWords(purposes: readonly RevealPurpose[]): (change: MaskingChange) => string {
  const t = useText();
  const name = useName();
  const roleNames = useRoleNames();
  const other = (what: string, before: string | number, after: string | number): string =>
    t("admin.privacy.line.other", { what: t(`admin.privacy.${what}`), before, after });
  const roles = (list: readonly string[]): string => (list.length === 0 ? t("admin.privacy.none") : roleNames(list));
  return (change) => {
    switch (change.what) {
      case "masked":
      case "plain": {
        const purpose = change.what === "plain" ? purposes.find(({ code }) => code === change.purpose) : undefined;
        return t(`admin.privacy.line.${change.what}`, {
          field: t(`contact.${change.field}`),
          role: t(`role.${change.role}`),
          purpose: purpose === undefined ? "" : name(purpose.nameZh, purpose.nameEn),
          to: t(change.isOn ? "admin.privacy.on" : "admin.privacy.off"),
        });
      }
      case "identityShows":
        return other(
          change.what,
          t(`admin.privacy.identity.${change.before}`),
          t(`admin.privacy.identity.${change.after}`),
        );
      case "ownDepartmentOnly":
        return other(change.what, roles(change.before), roles(change.after));
      default:
        return other(change.what, change.before, change.after);
    }
  };
}
