// What became of devices' messages.
import { DeadLetterView, DeviceLedger } from "@minqing/core/device/ledger";
import { pageOf } from "./pages.ts";
import { getJson, type Query } from "./request.ts";

export const listDeadLetters = (query: Query) => getJson("/api/dead-letters", pageOf(DeadLetterView), query);
export const readLedger = (deviceId: string) =>
  getJson(`/api/devices/${encodeURIComponent(deviceId)}/ledger`, DeviceLedger);
