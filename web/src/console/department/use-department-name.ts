// The name of a department in the page's language. Cases and transitions contain only the Chinese name.
import { useMemo } from "react";
import { useLanguage } from "../../i18n/Localised.tsx";
import { nameIn } from "../../i18n/named.ts";
import { useLoaded } from "../use-reference.ts";

interface WithDepartment {
  departmentId: string | null;
  departmentName?: string | null | undefined;
}

/** The function returns null without a department. */
export function useDepartmentName(): (row: WithDepartment) => string | null {
  const { locale } = useLanguage();
  const { items } = useLoaded("departments");
  return useMemo(() => {
    const byId = new Map((items ?? []).map((department) => [department.id, department]));
    return ({ departmentId, departmentName }) => {
      if (departmentId === null) return null;
      const known = byId.get(departmentId);
      return known === undefined ? (departmentName ?? departmentId) : nameIn(locale, known.name, known.nameEn);
    };
  }, [items, locale]);
}
