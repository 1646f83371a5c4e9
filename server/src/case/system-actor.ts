// The actor for what the program does itself to cases and their sources, for the whole city.
import type { Actor } from "@minqing/core/access/account";
import { compileScope } from "@minqing/core/access/scope";
import { SYSTEM } from "@minqing/core/access/system";

export const systemActor = (cityCode: string): Actor => ({
  ...SYSTEM,
  departmentId: null,
  scope: compileScope([cityCode]),
});
