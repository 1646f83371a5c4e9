// The commands that this session may give, by the same table as on the server. The server decides.
import type { Actor, SessionView } from "@minqing/core/access/account";
import { compileScope } from "@minqing/core/access/scope";
import type { CaseCommandType } from "@minqing/core/case/acts";
import type { CaseView } from "@minqing/core/case/case";
import { possibleCommands } from "@minqing/core/case/decide";

export const actorOf = (session: SessionView): Actor => ({
  username: session.username,
  displayName: session.displayName,
  roles: session.roles,
  departmentId: session.departmentId,
  scope: compileScope(session.regions),
  address: null,
});

export const commandsFor = (session: SessionView, row: CaseView): CaseCommandType[] =>
  possibleCommands(row, actorOf(session));
