// The departments ranked for a case, from the live board.
import type { CaseView } from "@minqing/core/case/case";
import { useMemo } from "react";
import { serverNowMs } from "../../live/live-store.ts";
import { useCases } from "../board.ts";
import { useLoaded } from "../use-reference.ts";
import { departmentsInForce, type RankedDepartment, rankDepartments } from "./rank-departments.ts";

/** The number of recommended departments, which have a number key. */
export const RECOMMENDED = 5;

const NOWHERE = { id: "", regionCode: "", category: "", departmentId: null };

/** Without a case, departments are ordered by workload. */
export function useRankedDepartments(row: CaseView | null): RankedDepartment[] {
  const { items: departments } = useLoaded("departments");
  const { items: categories } = useLoaded("categories");
  const cases = useCases();
  const target = row ?? NOWHERE;
  const { id, regionCode, category, departmentId } = target;
  return useMemo(() => {
    const departmentKind = categories?.find(({ code }) => code === category)?.departmentKind ?? null;
    const context = { departmentKind, openCases: cases.values() };
    const ranked = rankDepartments(
      departmentsInForce(departments ?? [], serverNowMs()),
      { id, regionCode, category, departmentId },
      context,
    );
    return id === "" ? ranked.sort((a, b) => b.workload - a.workload) : ranked;
  }, [departments, categories, cases, id, regionCode, category, departmentId]);
}
