// Changes of data protection settings as lines of text, for confirmation and for the history.
import type { Role } from "@minqing/core/access/account";
import type { RevealPurpose } from "@minqing/core/privacy/masking-policy";
import type { PrivacyChange } from "@minqing/core/privacy/privacy-change";
import { RETENTION } from "@minqing/core/privacy/retention";
import { useRoleNames } from "../../access/use-role-names.ts";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { type MaskingChange, maskingChanges } from "./masking-form.ts";
import { type ViewChange, viewChanges } from "./public-view-form.ts";

function useOther() {
  const t = useText();
  return (what: string, before: string | number, after: string | number): string =>
    t("admin.privacy.line.other", { what, before, after });
}

/** `purposes` holds those before and after the change, so that a removed purpose still has a name. */
export function useChangeText(purposes: readonly RevealPurpose[]): (change: MaskingChange) => string {
  const t = useText();
  const name = useName();
  const roleNames = useRoleNames();
  const other = useOther();
  const roles = (list: readonly Role[]): string => (list.length === 0 ? t("admin.privacy.none") : roleNames(list));
  const named = ({ nameZh, nameEn }: RevealPurpose): string => name(nameZh, nameEn);
  return (change) => {
    switch (change.what) {
      case "masked":
      case "plain": {
        const purpose = change.what === "plain" ? purposes.find(({ code }) => code === change.purpose) : undefined;
        return t(`admin.privacy.line.${change.what}`, {
          field: t(`contact.${change.field}`),
          role: t(`role.${change.role}`),
          purpose: purpose === undefined ? "" : named(purpose),
          to: t(change.isOn ? "admin.privacy.on" : "admin.privacy.off"),
        });
      }
      case "purposeAdded":
      case "purposeRemoved":
        return t(`admin.privacy.line.${change.what}`, { purpose: named(change.purpose) });
      case "purposeRenamed":
        return t("admin.privacy.line.purposeRenamed", {
          before: `${change.before.nameZh} / ${change.before.nameEn}`,
          after: `${change.after.nameZh} / ${change.after.nameEn}`,
        });
      case "identityShows":
        return other(
          t("admin.privacy.identityShows"),
          t(`admin.privacy.identity.${change.before}`),
          t(`admin.privacy.identity.${change.after}`),
        );
      case "ownDepartmentOnly":
        return other(t("admin.privacy.ownDepartmentOnly"), roles(change.before), roles(change.after));
      default:
        return other(t(`admin.privacy.${change.what}`), change.before, change.after);
    }
  };
}

export function useViewText(): (change: ViewChange) => string {
  const t = useText();
  const other = useOther();
  return (change) => {
    const what = t(`admin.privacy.view.${change.what}`);
    if (change.what !== "cell") return other(what, change.before, change.after);
    return other(what, t(`admin.privacy.cell.${change.before}`), t(`admin.privacy.cell.${change.after}`));
  };
}

interface EditionText {
  title: string;
  lines: string[];
}

/** The changes of an edition; none for the first edition of a setting. */
export function useEditionText(change: PrivacyChange): EditionText {
  const t = useText();
  const name = useName();
  const viewText = useViewText();
  const isPolicy = change.what === "masking-policy";
  const policyText = useChangeText(isPolicy ? [...change.after.purposes, ...(change.before?.purposes ?? [])] : []);
  if (change.what === "retention") {
    const { nameZh, nameEn } = RETENTION[change.kind];
    const kind = name(nameZh, nameEn);
    const values = { kind, before: change.before ?? "–", after: change.after };
    return { title: t("admin.privacy.retention"), lines: [t("admin.privacy.retention.line", values)] };
  }
  if (change.what === "public-view") {
    const lines = change.before === null ? [] : viewChanges(change.before, change.after).map(viewText);
    return { title: t("admin.privacy.view"), lines };
  }
  const lines = change.before === null ? [] : maskingChanges(change.before, change.after).map(policyText);
  return { title: t("admin.privacy.masking"), lines };
}
