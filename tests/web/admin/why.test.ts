import { ROLES, type Role } from "@minqing/core/access/account";
import { PERMISSION_KEYS, PERMISSIONS, type Permission } from "@minqing/core/access/permissions";
import { COMMAND_TYPES } from "@minqing/core/case/acts";
import { describe, expect, test } from "vitest";
import { commandsOf, whyCell } from "../../../web/src/admin/permission/why.ts";

const why = (key: Permission, role: Role) => whyCell({ key, roles: PERMISSIONS[key].roles }, role, ROLES);
const NEVER = new Set([
  "other-administrator",
  "administrators-only",
  "no-city-work",
  "others-only",
  "not-in-transitions",
]);

describe("why a role has a permission", () => {
  test("every cell of the table has a reason that fits its tick", () => {
    for (const key of PERMISSION_KEYS) {
      for (const role of ROLES) {
        const { because } = why(key, role);
        const may = (PERMISSIONS[key].roles as readonly Role[]).includes(role);
        expect([key, role, NEVER.has(because)]).toEqual([key, role, !may]);
      }
    }
  });

  test("administrators have no cases and not each other's work, and others have none of theirs", () => {
    expect(why("case.report", "audit_administrator")).toEqual({ because: "no-city-work" });
    expect(why("audit.read", "security_administrator")).toEqual({ because: "other-administrator" });
    expect(why("account.manage", "supervisor")).toEqual({ because: "administrators-only" });
    expect(why("device.inspect", "security_administrator")).toEqual({ because: "no-city-work" });
    expect(why("device.inspect", "grid_worker")).toEqual({ because: "others-only" });
  });

  test("the commands of a role come from the table of acts", () => {
    expect(why("case.command", "grid_worker")).toEqual({ because: "not-in-transitions" });
    expect(why("case.command", "acceptor")).toEqual({ because: "transitions", commands: commandsOf("acceptor") });
    expect(commandsOf("acceptor")).toContain("accept");
    for (const role of ROLES) for (const command of commandsOf(role)) expect(COMMAND_TYPES).toContain(command);
  });
});
