// Roles (角色) and the person behind a session.
import { z } from "zod";
import { Scope } from "./scope.ts";

export const ROLES = [
  "acceptor", // 受理员
  "supervisor", // 值班长
  "dispatcher", // 派遣员
  "handler", // 处置部门
  "grid_worker", // 网格员
  "river_chief", // 河长
  "leader", // 领导
  "administrator", // 系统管理员
  "partner", // 对接系统 (12345, simulators)
] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** Who acts: a signed-in person, or the system itself (rules, deadlines). */
export const Actor = z.object({
  username: z.string(),
  displayName: z.string(),
  roles: z.array(z.union([Role, z.literal("system")])),
  departmentId: z.string().nullable(),
  scope: Scope,
});
export type Actor = z.infer<typeof Actor>;

export const SignIn = z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(256) });
export type SignIn = z.infer<typeof SignIn>;

export const SessionView = z.object({
  username: z.string(),
  displayName: z.string(),
  roles: z.array(Role),
  departmentId: z.string().nullable(),
  scopeKey: z.string(),
  regions: z.array(z.string()),
  city: z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() }),
  synthetic: z.boolean(),
  expiresAt: z.iso.datetime(),
});
export type SessionView = z.infer<typeof SessionView>;
