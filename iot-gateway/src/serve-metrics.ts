// Serves the gateway's /metrics on loopback only, because it needs no token. The gateway has no other HTTP.
import { createServer } from "node:http";
import type { Registry } from "prom-client";

export async function serveMetrics(
  registry: Registry,
  port: number | null,
): Promise<{ close(): Promise<void> } | null> {
  if (port === null) return null;
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") return void response.writeHead(404).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
