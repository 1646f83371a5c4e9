// What the program does itself, in logs and in the audit trail: rules, sweeps and purges.
import type { Actor } from "./account.ts";

export const SYSTEM = {
  username: "system",
  displayName: "系统",
  roles: ["system"],
  address: null,
} satisfies Partial<Actor>;
