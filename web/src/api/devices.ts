// Dead letters and ledgers of devices, and their credentials.
import { DeadLetterView, DeviceLedger } from "@minqing/core/device/ledger";
import { z } from "zod";
import { pageOf } from "./pages.ts";
import { getJson, type Query, sendJson } from "./request.ts";

export const listDeadLetters = (query: Query) => getJson("/api/dead-letters", pageOf(DeadLetterView), query);
export const readLedger = (deviceId: string) =>
  getJson(`/api/devices/${encodeURIComponent(deviceId)}/ledger`, DeviceLedger);

const credentialPath = (deviceId: string) => `/api/devices/${encodeURIComponent(deviceId)}/credential` as const;
const Credential = z.object({ username: z.string(), password: z.string() });

/** Returns the new password; the server sends it only once. */
export const rotateCredential = async (deviceId: string): Promise<string> =>
  (await sendJson(credentialPath(deviceId), { schema: Credential })).password;

export const revokeCredential = (deviceId: string) =>
  sendJson(credentialPath(deviceId), { method: "DELETE", schema: z.undefined() });
