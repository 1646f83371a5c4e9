// Posts (岗位) of the demo city: one for each role of a department, one for each level of river chiefs (河长).
import type { DemoDepartment } from "./departments.ts";

export type PostRole = "leader" | "supervisor" | "acceptor" | "dispatcher" | "handler" | "grid_worker";
export type ChiefLevel = "city" | "county" | "town" | "village";

export interface DemoPost {
  id: string;
  departmentId: string | null;
  name: string;
  nameEn: string;
  role: PostRole | "river_chief";
}

const NAMES: Readonly<Record<PostRole, readonly [zh: string, en: string]>> = {
  leader: ["值班领导", "Leader on duty"],
  supervisor: ["值班长", "Shift supervisor"],
  acceptor: ["受理员", "Acceptor"],
  dispatcher: ["派遣员", "Dispatcher"],
  handler: ["处置人员", "Disposal staff"],
  grid_worker: ["网格员", "Grid worker"],
};

const CHIEFS: readonly (readonly [level: ChiefLevel, zh: string, en: string])[] = [
  ["city", "市级河长", "City river chief"],
  ["county", "县级河长", "County river chief"],
  ["town", "镇级河长", "Town river chief"],
  ["village", "村级河长", "Village river chief"],
];

export const postIdOf = (departmentId: string, role: PostRole): string => `${departmentId}-${role}`;
export const chiefPostId = (level: ChiefLevel): string => `river-chief-${level}`;

export const hasHandlers = ({ kind }: DemoDepartment): boolean => kind !== "command" && kind !== "grid";

const COMMAND_ROLES = ["leader", "supervisor", "acceptor", "dispatcher"] as const;

const rolesIn = ({ kind }: DemoDepartment): readonly PostRole[] =>
  kind === "command" ? COMMAND_ROLES : kind === "grid" ? ["grid_worker"] : ["handler"];

export const postsOf = (departments: readonly DemoDepartment[]): DemoPost[] => [
  ...departments.flatMap((department) =>
    rolesIn(department).map((role): DemoPost => {
      const [name, nameEn] = NAMES[role];
      return { id: postIdOf(department.id, role), departmentId: department.id, name, nameEn, role };
    }),
  ),
  ...CHIEFS.map(
    ([level, name, nameEn]): DemoPost => ({
      id: chiefPostId(level),
      departmentId: null,
      name,
      nameEn,
      role: "river_chief",
    }),
  ),
];
