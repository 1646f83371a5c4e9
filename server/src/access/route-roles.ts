// Who may do what: every address that changes something, and those that not everybody may read. What is absent is open to
// each signed-in person within the scope. A case's commands are decided by the transition table itself.
import type { Role } from "@minqing/core/access/account";

const EVERYBODY: readonly Role[] | null = null;
const DESK = ["acceptor", "supervisor", "dispatcher"] as const satisfies Role[];

/** Null: everybody who is signed in. */
export const ROUTE_ROLES: Readonly<Record<string, readonly Role[] | null>> = {
  "DELETE /api/session": EVERYBODY,
  "POST /api/cases": ["acceptor", "supervisor", "dispatcher", "grid_worker", "river_chief", "partner"],
  "POST /api/cases/:id/commands": EVERYBODY,
  "POST /api/alarms/:id/acknowledge": [...DESK, "leader"],
  "POST /api/detections/:cameraId/:id/verdict": [...DESK],
  "POST /api/warnings": ["administrator", "partner", "supervisor"],
  "POST /api/warnings/:id/lift": ["administrator", "partner", "supervisor"],
};
