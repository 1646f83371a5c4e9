// Who may do what (功能权限): the one table. A route, a channel and a page each name the permission they need; the scope
// (数据权限) then decides on which objects. The three administrators are separated: none has another's work, and
// none works on the city's cases. [GB/T 22239-2019 8.1.5 三员]
import { rolesOfActs } from "../case/acts.ts";
import { REPORTING } from "../report/sources.ts";
import { ROLES, type Role } from "./account.ts";

export interface PermissionRow {
  nameZh: string;
  nameEn: string;
  roles: readonly Role[];
}

const COMMAND_CENTRE = ["acceptor", "supervisor", "dispatcher"] as const satisfies Role[];

/** Roles that work on the city: all but the three administrators. */
const WORKING = ROLES.filter((role) => !role.endsWith("_administrator"));

/** Roles that the table of acts names; that table decides on each command by the case's status. */
const COMMANDING = ROLES.filter((role) => rolesOfActs("command").has(role));

export const PERMISSIONS = {
  "own.session": { nameZh: "本人会话与密码", nameEn: "Own session and password", roles: ROLES },
  "permission.read": { nameZh: "查看权限表", nameEn: "Read this table", roles: ROLES },
  "reference.read": {
    nameZh: "查看区划、部门、分类",
    nameEn: "Read regions, grid cells, departments, categories",
    roles: ROLES,
  },
  "board.read": { nameZh: "查看城市运行与案件", nameEn: "Read the city and its cases", roles: WORKING },
  "duty.read": {
    nameZh: "查看值班人员",
    nameEn: "See who is on duty",
    roles: WORKING.filter((role) => role !== "partner"),
  },
  "thing.read": {
    nameZh: "查看感知设备与观测",
    nameEn: "Read devices and observations",
    roles: [...WORKING, "system_administrator"],
  },
  "device.inspect": {
    nameZh: "查看设备台账与死信",
    nameEn: "Read the ledger of devices and dead letters",
    roles: [...COMMAND_CENTRE, "leader", "partner", "system_administrator"],
  },
  "device.manage": {
    nameZh: "更换与吊销设备凭据",
    nameEn: "Change and revoke credentials of devices",
    roles: ["system_administrator"],
  },
  "device.limit": {
    nameZh: "设定设备限额",
    nameEn: "Set the limits of devices",
    roles: ["system_administrator"],
  },
  "case.report": {
    nameZh: "上报案件",
    nameEn: "Report a case",
    roles: REPORTING,
  },
  "report.move": {
    nameZh: "将上报并入其他案件",
    nameEn: "Move a report to another case",
    roles: ["acceptor", "supervisor"],
  },
  "contact.reveal": {
    nameZh: "查看联系人完整信息（依脱敏策略）",
    nameEn: "See a contact in plain (by the masking policy)",
    roles: WORKING.filter((role) => role !== "partner"),
  },
  "case.command": { nameZh: "案件流转（依流转表）", nameEn: "Move a case (by its transitions)", roles: COMMANDING },
  "case.classify": { nameZh: "设定案件知悉范围", nameEn: "Set how confidential a case is", roles: ["supervisor"] },
  "alarm.acknowledge": { nameZh: "确认告警", nameEn: "Acknowledge an alarm", roles: [...COMMAND_CENTRE, "leader"] },
  "detection.judge": { nameZh: "研判视频识别", nameEn: "Judge a detection", roles: COMMAND_CENTRE },
  "warning.issue": { nameZh: "发布与解除预警", nameEn: "Issue and lift a warning", roles: ["supervisor", "partner"] },
  "account.read": { nameZh: "查看账号与会话", nameEn: "Read accounts and sessions", roles: ["security_administrator"] },
  "account.manage": {
    nameZh: "管理账号、授权与会话",
    nameEn: "Manage accounts, roles, scopes and sessions",
    roles: ["security_administrator"],
  },
  "approval.read": {
    nameZh: "查看待复核事项",
    nameEn: "See what waits for a second administrator",
    roles: ["system_administrator", "security_administrator", "audit_administrator"],
  },
  "approval.decide": {
    nameZh: "复核另一管理员的操作",
    nameEn: "Decide about the other administrator's requests",
    roles: ["system_administrator", "security_administrator"],
  },
  "token.manage": {
    nameZh: "管理服务令牌",
    nameEn: "Manage service tokens",
    roles: ["security_administrator"],
  },
  // Not a permission of the system administrator: the region that runs another decides what every scope contains, and
  // cases and accounts are assigned to units. The administrator of devices and resources must not widen a scope by it.
  "organisation.read": {
    nameZh: "查看组织机构与人员",
    nameEn: "Read regions, departments, posts, people and shifts as they are kept",
    roles: ["security_administrator"],
  },
  "organisation.manage": {
    nameZh: "维护组织机构、人员、班次、区划与网格",
    nameEn: "Keep departments, posts, people, shifts, regions and grid cells",
    roles: ["security_administrator"],
  },
  "policy.change": {
    nameZh: "修改登录策略",
    nameEn: "Change the sign-in policy",
    roles: ["security_administrator"],
  },
  "privacy.read": {
    nameZh: "查看数据保护设置",
    nameEn: "Read the settings of data protection",
    roles: ["security_administrator", "audit_administrator"],
  },
  "privacy.change": {
    nameZh: "修改数据保护设置",
    nameEn: "Change the settings of data protection",
    roles: ["security_administrator"],
  },
  "audit.read": { nameZh: "查询审计记录", nameEn: "Search the audit trail", roles: ["audit_administrator"] },
  "audit.verify": {
    nameZh: "校验与导出审计记录",
    nameEn: "Verify and export the audit trail",
    roles: ["audit_administrator"],
  },
} as const satisfies Record<string, PermissionRow>;

export type Permission = keyof typeof PERMISSIONS;

export const PERMISSION_KEYS = Object.keys(PERMISSIONS) as Permission[];

export function mayDo(roles: readonly Role[], permission: Permission): boolean {
  const allowed: readonly Role[] = PERMISSIONS[permission].roles;
  return roles.some((role) => allowed.includes(role));
}
