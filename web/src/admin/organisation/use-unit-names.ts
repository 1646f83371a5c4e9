// Names of departments, their kinds, posts and regions by id; all except regions are read once per page.
import type { DepartmentRecord, NamedDepartmentKind } from "@minqing/core/organisation/department";
import type { PostRecord } from "@minqing/core/organisation/post";
import { useCallback } from "react";
import { listDepartmentKinds, listDepartmentRecords, listPosts } from "../../api/organisation.ts";
import { useName } from "../../i18n/named.ts";
import { placeOf } from "../account/region-index.ts";
import { useRegions } from "../account/use-regions.ts";
import { type Reading, useReading } from "../use-reading.ts";

export interface UnitReference {
  departments: readonly DepartmentRecord[];
  kinds: readonly NamedDepartmentKind[];
  posts: readonly PostRecord[];
}

async function readUnitReference(): Promise<UnitReference> {
  const [{ items: departments }, kinds] = await Promise.all([listDepartmentRecords(), listDepartmentKinds()]);
  const posts: PostRecord[] = [];
  let cursor: string | null | undefined = "";
  do {
    const page: Awaited<ReturnType<typeof listPosts>> = await listPosts({ all: true, limit: 1000, cursor });
    posts.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && cursor !== undefined);
  return { departments, kinds, posts };
}

export const useUnitReference = (): Reading<UnitReference> => useReading(readUnitReference);

export interface UnitNames {
  department(id: string): string;
  departmentKind(code: string): string;
  post(id: string): string;
  region(code: string): string;
}

export function useUnitNames(reference: UnitReference | null): UnitNames {
  const name = useName();
  const { index } = useRegions();
  const named = (units: readonly { id: string; name: string; nameEn: string | null }[] | undefined, id: string) => {
    const unit = units?.find((each) => each.id === id);
    return unit === undefined ? id : name(unit.name, unit.nameEn);
  };
  const region = useCallback((code: string) => (index === null ? code : placeOf(index, code, name)), [index, name]);
  return {
    department: (id) => named(reference?.departments, id),
    departmentKind: (code) => {
      const kind = reference?.kinds.find((each) => each.code === code);
      return kind === undefined ? code : name(kind.nameZh, kind.nameEn);
    },
    post: (id) => named(reference?.posts, id),
    region,
  };
}
