// The server of HTTP, with TLS where the city has a certificate. A sender who dawdles is cut off: nobody holds a place with
// half a request. [CWE-400; ASVS 5.0 V15.2.2]
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { TlsIdentity } from "@minqing/geodata/tls/tls-identity";

/** A proxy or a phone on a bad line sends its headers in less, and a file of 5 MB. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
  requireHostHeader: true,
} as const;
const MOST_HEADERS = 100;

export function makeServer(tls: TlsIdentity | null, listener: RequestListener): Server {
  const server = tls === null ? createServer(LIMITS, listener) : secureServer(tls, listener);
  server.maxHeadersCount = MOST_HEADERS;
  return server;
}

function secureServer(tls: TlsIdentity, listener: RequestListener): Server {
  const server = createSecureServer({ ...tls.options, ...LIMITS }, listener);
  tls.keepFresh(server);
  return server;
}
