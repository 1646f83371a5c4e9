// Goes from a case back to the desk and selects the case there.

import { goTo } from "../../design/address.ts";
import { selectCase } from "../desk-store.ts";
import { DESK_PATH } from "../route.ts";

export function toDesk(id: string): void {
  selectCase(id);
  goTo(DESK_PATH);
}
