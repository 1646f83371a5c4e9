import type { DepartmentRecord } from "@minqing/core/organisation/department";
import { PersonRequest } from "@minqing/core/organisation/person";
import { describe, expect, test } from "vitest";
import { foundIn, treeOf } from "../../../web/src/admin/organisation/department-tree.ts";
import {
  changedKeys,
  draftOf,
  emptyForm,
  formIssues,
  formOf,
  type UnitItem,
} from "../../../web/src/admin/organisation/unit-form.ts";
import { UNIT_KINDS } from "../../../web/src/admin/organisation/unit-kinds.ts";

const { fields } = UNIT_KINDS.people;
const PERSON: UnitItem = {
  id: "p1",
  version: 3,
  name: "林一",
  departmentId: null,
  postId: null,
  regionCode: "441521",
  reachCodes: ["luohe-1", "luohe-2"],
  phone: "138****5678",
  username: null,
  validFrom: "2026-01-01",
  validTo: null,
};

describe("the form of a person", () => {
  test("converts a person to a form and back, and never sends a masked telephone number", () => {
    const form = formOf(fields, PERSON);
    expect(form).toMatchObject({ phone: "", reachCodes: "luohe-1、luohe-2", validTo: "" });
    const { id: _, ...draft } = draftOf(fields, form);
    expect(JSON.parse(JSON.stringify(PersonRequest.parse(draft)))).toEqual({
      name: "林一",
      departmentId: null,
      postId: null,
      regionCode: "441521",
      reachCodes: ["luohe-1", "luohe-2"],
      username: null,
      validFrom: "2026-01-01",
      validTo: null,
    });
    expect(draftOf(fields, { ...form, phone: "13812345678" })).toMatchObject({ phone: "13812345678" });
  });

  test("lists issues field by field", () => {
    const empty = emptyForm(fields, "2026-09-11");
    expect([...formIssues(fields, empty)]).toEqual([
      ["id", "empty"],
      ["name", "empty"],
      ["regionCode", "empty"],
    ]);
    const bad = { ...formOf(fields, PERSON), regionCode: "12", phone: "x", validTo: "2026-01-01" };
    expect([...formIssues(fields, bad)]).toEqual([
      ["regionCode", "region"],
      ["phone", "phone"],
      ["validTo", "order"],
    ]);
    expect(changedKeys(formOf(fields, PERSON), bad)).toEqual(["regionCode", "phone", "validTo"]);
  });
});

test("an instant is shown in the city's time, independent of the browser's clock", () => {
  const shift = { id: "s", version: 1, startsAt: "2026-09-10T16:00:00.000Z", endsAt: "2026-09-11T00:00:00.000Z" };
  const form = formOf(UNIT_KINDS.shifts.fields, shift);
  expect(form).toMatchObject({ startsAt: "2026-09-11T00:00", endsAt: "2026-09-11T08:00" });
  expect(draftOf(UNIT_KINDS.shifts.fields, form)).toMatchObject({ startsAt: shift.startsAt, endsAt: shift.endsAt });
});

test("households must be a whole number and are sent as a number", () => {
  const { fields: ofGrid } = UNIT_KINDS.grids;
  const form = formOf(ofGrid, {
    id: "441521101001001",
    version: 1,
    name: "x",
    households: 101,
    validFrom: "2026-01-01",
  });
  expect(draftOf(ofGrid, form)).toEqual({ name: "x", households: 101, validFrom: "2026-01-01", validTo: null });
  for (const households of ["1.5", "-1", "many", "100001"]) {
    expect([...formIssues(ofGrid, { ...form, households })], households).toEqual([["households", "count"]]);
  }
  expect([...formIssues(ofGrid, { ...form, households: "0" })]).toEqual([]);
});

test("departments stand under their parents, and a search also shows the parents of its results", () => {
  const unit = (id: string, parentId: string | null): DepartmentRecord =>
    ({ id, parentId, name: id, nameEn: null }) as DepartmentRecord;
  const rows = treeOf([unit("a", null), unit("b", "d"), unit("c", "gone"), unit("d", "a")]);
  expect(rows.map(({ id, depth }) => `${depth}${id}`)).toEqual(["0a", "1d", "2b", "0c"]);
  expect(foundIn(rows, "B").map(({ id }) => id)).toEqual(["a", "d", "b"]);
});
