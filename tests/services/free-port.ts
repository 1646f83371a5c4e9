// A TCP port on the loopback address that nobody holds now. From below the range out of which the kernel gives ports to
// outgoing connections and to whoever asks for any: one of those took the port between this answer and its use.
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

const [MIN, BELOW] = [20_000, 32_000];
const MAX_TRIES = 50;

export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const port = randomInt(MIN, BELOW);
    if (await isFree(port)) return port;
  }
  throw new Error(`free port: expected one from ${MIN} to ${BELOW - 1}, got none in ${MAX_TRIES} tries`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
