// From a case back to the desk, with the case selected there.

import { goTo } from "../../design/address.ts";
import { selectCase } from "../desk-store.ts";
import { DESK_PATH } from "../route.ts";

export function toDesk(id: string): void {
  selectCase(id);
  goTo(DESK_PATH);
}
