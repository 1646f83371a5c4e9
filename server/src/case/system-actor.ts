// The actor for what the program does itself: rules and sweeps, for the whole city.
import type { Actor } from "@minqing/core/access/account";
import { compileScope } from "@minqing/core/access/scope";

export const systemActor = (cityCode: string): Actor => ({
  username: "system",
  displayName: "系统",
  roles: ["system"],
  departmentId: null,
  scope: compileScope([cityCode]),
  address: null,
});
