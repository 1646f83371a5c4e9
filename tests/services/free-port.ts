// Finds a free TCP port on the loopback address, below the kernel's ephemeral range: ports of that range were taken by
// outgoing connections, or by programs that ask for any port, between this check and their use.
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

const [MIN_PORT, PORTS_END] = [20_000, 32_000];
const MAX_TRIES = 50;

export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const port = randomInt(MIN_PORT, PORTS_END);
    if (await isFree(port)) return port;
  }
  throw new Error(`free port: expected one from ${MIN_PORT} to ${PORTS_END - 1}, got none in ${MAX_TRIES} tries`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
