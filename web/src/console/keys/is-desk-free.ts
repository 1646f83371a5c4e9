// Whether nothing at the desk is selected or open, so that A and Enter have no meaning there.
import { useAct } from "../act/act-store.ts";
import { useDesk } from "../desk-store.ts";
import { readRoute } from "../route.ts";

export function isDeskFree(): boolean {
  const { selection, searchOpen, newCaseOpen, pane } = useDesk.getState();
  if (readRoute(location.pathname)?.page !== "desk") return false;
  return selection === null && pane !== "forces" && !searchOpen && !newCaseOpen && useAct.getState().open === null;
}
