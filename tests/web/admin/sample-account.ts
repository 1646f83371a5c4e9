// A sample account as lists show it.
import { type AccountView, DEFAULT_GRANTS } from "@minqing/core/access/account";

export const anAccount = (part: Partial<AccountView> = {}): AccountView => ({
  username: "wgy-01",
  displayName: "林小北",
  roles: ["grid_worker"],
  regionCodes: ["441521101201"],
  ...DEFAULT_GRANTS,
  exceptCodes: [],
  departmentId: null,
  enabled: true,
  awaitsApproval: false,
  hasRequest: false,
  lockedUntil: null,
  mustChangePassword: false,
  passwordSetAt: "2026-09-01T00:00:00.000Z",
  hasSecondFactor: false,
  lastSignInAt: null,
  sessions: 0,
  synthetic: false,
  version: 1,
  ...part,
});
