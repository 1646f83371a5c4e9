// The names of roles, one after the other, in the page's language.
import { useCallback } from "react";
import { useText } from "../i18n/use-text.ts";

export function useRoleNames(): (roles: readonly string[]) => string {
  const t = useText();
  return useCallback((roles) => roles.map((role) => t(`role.${role}`)).join(t("access.comma")), [t]);
}
