// Creates the HTTP server, with TLS where the city has a certificate. Slow requests are cut off: half a request must not hold
// a connection open. [CWE-400; ASVS 5.0 V15.2.2]
import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { TlsIdentity } from "@minqing/geodata/process/tls/tls-identity";

export interface ReceiveTimeouts {
  /** For the headers, and for the whole request. */
  headersTimeout: number;
  requestTimeout: number;
  connectionsCheckingInterval: number;
}

/** A phone on a bad line sends its headers, and a file of 5 MB, in less time. */
const RECEIVE_TIMEOUTS: ReceiveTimeouts = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 2_000,
};
const MAX_HEADER_BYTES = 16_384;
const MAX_HEADERS = 100;

export function makeServer(tls: TlsIdentity | null, listener: RequestListener, timeouts = RECEIVE_TIMEOUTS): Server {
  const limits = { ...timeouts, maxHeaderSize: MAX_HEADER_BYTES, requireHostHeader: true };
  const server = tls === null ? createServer(limits, listener) : secureServer(tls, limits, listener);
  server.maxHeadersCount = MAX_HEADERS;
  return server;
}

function secureServer(tls: TlsIdentity, limits: ServerOptions, listener: RequestListener): Server {
  const server = createSecureServer({ ...tls.options, ...limits }, listener);
  tls.attach(server);
  return server;
}
