// Reads a session at the broker to its end and removes it: what devices published while its client was away is stored, and
// nothing more is queued for it. Used once, when the client id of the gateway changes.
import { setTimeout as sleep } from "node:timers/promises";
import mqtt from "mqtt";
import { ExternalEdge, type ExternalEdgeOptions } from "./edge-external.ts";

/** The session is empty when nothing has come for this long. */
const QUIET_MS = 3_000;

/** Resolves when the session is gone; false where the broker could not be reached, or `signal` ended the wait. */
export async function drainSession(
  options: Omit<ExternalEdgeOptions, "clientId" | "subscribes">,
  clientId: string,
  signal: AbortSignal,
): Promise<boolean> {
  let heardAtMs = performance.now();
  const edge = new ExternalEdge({
    ...options,
    clientId: () => Promise.resolve(clientId),
    subscribes: false,
    receive: (message) => {
      heardAtMs = performance.now();
      options.receive(message);
    },
  });
  await edge.open();
  const isQuiet = () => edge.unacknowledged === 0 && performance.now() - heardAtMs > QUIET_MS;
  while (!signal.aborted && edge.isHearing && !isQuiet()) await sleep(100);
  const isDrained = edge.isHearing && isQuiet();
  await edge.close();
  if (isDrained) await removeSession(options, clientId);
  return isDrained;
}

/** [MQTT-3.1.2-6] A clean session under the same id ends the stored one. */
async function removeSession(
  { url, username, password, tls = {} }: Omit<ExternalEdgeOptions, "clientId">,
  clientId: string,
): Promise<void> {
  const client = await mqtt.connectAsync(url, {
    ...tls,
    clientId,
    clean: true,
    reconnectPeriod: 0,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  });
  await client.endAsync();
}
