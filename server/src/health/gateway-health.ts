// Whether a gateway is running, by its heartbeat in the database.
import type { Executor } from "@minqing/geodata/database";
import { lastHeartbeat } from "@minqing/geodata/health/queries";

/** The gateway writes its heartbeat every few seconds. */
const FRESH_MS = 30_000;

export interface GatewayHealth {
  isHearing: boolean;
  heardUntil: string | null;
}

export async function gatewayHealth(executor: Executor, now: Date): Promise<GatewayHealth> {
  const heardUntil = await lastHeartbeat(executor);
  const isHearing = heardUntil !== null && now.getTime() - heardUntil.getTime() < FRESH_MS;
  return { isHearing, heardUntil: heardUntil?.toISOString() ?? null };
}
