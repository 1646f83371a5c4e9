// Names of roles in the page's language, joined to one text.
import type { Actor } from "@minqing/core/access/account";
import { useCallback } from "react";
import { useText } from "../i18n/use-text.ts";

type RoleName = Actor["roles"][number];

export function useRoleNames(): (roles: readonly RoleName[]) => string {
  const t = useText();
  return useCallback((roles) => roles.map((role) => t(`role.${role}`)).join(t("list.comma")), [t]);
}
