// Sounds the alarms for people whose work it is to answer them.
import { mayDo } from "@minqing/core/access/permissions";
import { useSession } from "../../../access/SessionGate.tsx";
import { useIsLoaded } from "../../board.ts";
import { useWaitingAlarms } from "../use-waiting-alarms.ts";
import { useAnnunciator } from "./use-annunciator.ts";

function Sounds() {
  useAnnunciator(useWaitingAlarms(), useIsLoaded());
  return null;
}

export function Annunciator() {
  const { roles } = useSession();
  return mayDo(roles, "alarm.acknowledge") ? <Sounds /> : null;
}
