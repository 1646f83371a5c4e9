// Departments, posts, people, shifts, regions and grid cells as records, and their histories.
import { DepartmentRecord, NamedDepartmentKind } from "@minqing/core/organisation/department";
import { GridRecord } from "@minqing/core/organisation/grid";
import { PersonRecord } from "@minqing/core/organisation/person";
import { PostRecord } from "@minqing/core/organisation/post";
import { RegionRecord } from "@minqing/core/organisation/region";
import { ShiftRecord } from "@minqing/core/organisation/shift";
import { type OrganisationKind, UnitChange } from "@minqing/core/organisation/unit";
import { z } from "zod";
import { pageOf } from "./pages.ts";
import { getJson, type Query, sendJson } from "./request.ts";

const BASE = "/api/organisation";
const SavedUnit = z.object({ id: z.string(), version: z.number() });
export type SavedUnit = z.infer<typeof SavedUnit>;

/** The path segments of the kinds of units. */
export type UnitPath = "departments" | "posts" | "people" | "shifts" | "regions" | "grids";
/** The kinds that a form creates. Regions and grid cells take over the area of others, so a sheet creates them. */
export type MadePath = Exclude<UnitPath, "regions" | "grids">;

export const listDepartmentKinds = async () =>
  (await getJson("/api/department-kinds", pageOf(NamedDepartmentKind))).items;

export const listDepartmentRecords = () => getJson(`${BASE}/departments`, pageOf(DepartmentRecord));
export const listPosts = (query: Query) => getJson(`${BASE}/posts`, pageOf(PostRecord), query);
export const listPeople = (query: Query) => getJson(`${BASE}/people`, pageOf(PersonRecord), query);
export const listShifts = (query: Query) => getJson(`${BASE}/shifts`, pageOf(ShiftRecord), query);
export const listRegionRecords = (query: Query) => getJson(`${BASE}/regions`, pageOf(RegionRecord), query);
export const listGridRecords = (query: Query) => getJson(`${BASE}/grids`, pageOf(GridRecord), query);

const one = <P extends UnitPath>(path: P, id: string) => `${BASE}/${path}/${encodeURIComponent(id)}` as const;

export const makeUnit = (path: MadePath, body: object) => sendJson(`${BASE}/${path}`, { body, schema: SavedUnit });

export const changeUnit = (path: UnitPath, id: string, body: object) =>
  sendJson(one(path, id), { method: "PUT", body, schema: SavedUnit });

export const deleteShift = (id: string, version: number) =>
  sendJson(one("shifts", id), { method: "DELETE", body: { version }, schema: z.undefined() });

export const listHistory = (kind: OrganisationKind, id: string) =>
  getJson(`${BASE}/${kind}/${encodeURIComponent(id)}/history`, pageOf(UnitChange), { limit: 200 });
