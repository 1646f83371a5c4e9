// A TCP port on the loopback address that nobody holds now. The kernel chooses, so two runs beside each other rarely meet.
import { createServer } from "node:net";

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      if (address === null || typeof address === "string") {
        reject(new Error(`free port: expected an address with a port, got ${String(address)}`));
        return;
      }
      probe.close(() => resolve(address.port));
    });
  });
}
