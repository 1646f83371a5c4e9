// Whose own reports an actor reads.
import type { Actor } from "@minqing/core/access/account";
import type { Reporter } from "@minqing/geodata/report/queries";

export const reporterOf = ({ username, scope }: Actor): Reporter => ({ username, clearance: scope.secrecy });
