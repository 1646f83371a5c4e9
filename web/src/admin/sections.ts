// The sections of the page with the permission that opens each; the address names the section.
import type { Role } from "@minqing/core/access/account";
import { mayDo, type Permission } from "@minqing/core/access/permissions";
import type { IconName } from "../design/icons.ts";

interface SectionRow {
  permission: Permission;
  icon: IconName;
}

export const SECTIONS = {
  accounts: { permission: "account.read", icon: "people" },
  sessions: { permission: "account.read", icon: "online" },
  tokens: { permission: "token.manage", icon: "key" },
  policy: { permission: "policy.change", icon: "filter" },
  organisation: { permission: "organisation.read", icon: "build" },
  imports: { permission: "account.manage", icon: "arrowDown" },
  audit: { permission: "audit.read", icon: "search" },
  devices: { permission: "device.inspect", icon: "component" },
  approvals: { permission: "approval.read", icon: "countersign" },
  privacy: { permission: "privacy.read", icon: "lock" },
  permissions: { permission: "permission.read", icon: "check" },
  me: { permission: "own.session", icon: "user" },
} as const satisfies Record<string, SectionRow>;

export type Section = keyof typeof SECTIONS;

const NAMES = Object.keys(SECTIONS) as Section[];

export const sectionsFor = (roles: readonly Role[]): Section[] =>
  NAMES.filter((name) => mayDo(roles, SECTIONS[name].permission));

export const sectionPath = (section: Section): string => `/admin/${section}`;

/** The section in the address; "first" for "/admin", "unknown" for any other address. */
export function readSection(pathname: string): Section | "first" | "unknown" {
  const path = pathname.replace(/\/+$/, "").replace(/\.html$/, "");
  if (path === "/admin") return "first";
  return NAMES.find((name) => path === sectionPath(name)) ?? "unknown";
}
