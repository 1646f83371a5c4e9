// Roles by their Chinese names, as people write them into a sheet.
import { ROLES, type Role } from "./account.ts";

export const ROLE_NAMES_ZH: Readonly<Record<Role, string>> = {
  acceptor: "受理员",
  supervisor: "值班长",
  dispatcher: "派遣员",
  handler: "处置部门",
  department_leader: "部门负责人",
  grid_worker: "网格员",
  river_chief: "河长",
  river_office: "河长办",
  hotline_agent: "12345 话务员",
  leader: "领导",
  partner: "对接系统",
  system_administrator: "系统管理员",
  security_administrator: "安全管理员",
  audit_administrator: "审计管理员",
};

const plain = (name: string): string => name.replace(/\s+/g, "").toLowerCase();

/** By key or Chinese name, spaces and case aside; null for what is neither. */
export const roleNamed = (name: string): Role | null =>
  ROLES.find((role) => plain(role) === plain(name) || plain(ROLE_NAMES_ZH[role]) === plain(name)) ?? null;
