// Chinese names of roles, as they are written in imported sheets.

import { foldText } from "../text/text.ts";
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

const normalized = (name: string): string => foldText(name).replaceAll(" ", "").toLowerCase();

/** Finds a role by key or Chinese name, ignoring spaces and case; null if it is neither. */
export const roleNamed = (name: string): Role | null =>
  ROLES.find((role) => normalized(role) === normalized(name) || normalized(ROLE_NAMES_ZH[role]) === normalized(name)) ??
  null;
