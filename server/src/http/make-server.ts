// The server of HTTP, with TLS where the city has a certificate. A sender who dawdles is cut off: nobody holds a place with
// half a request. [CWE-400; ASVS 5.0 V15.2.2]
import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { TlsIdentity } from "@minqing/geodata/process/tls/tls-identity";

export interface Patience {
  /** For the headers, and for the whole request. */
  headersTimeout: number;
  requestTimeout: number;
  connectionsCheckingInterval: number;
}

/** A phone on a bad line sends its headers in less, and 5 MB of a file as well. */
const PATIENCE: Patience = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2_000 };
const MOST_HEADER_BYTES = 16_384;
const MOST_HEADERS = 100;

export function makeServer(tls: TlsIdentity | null, listener: RequestListener, patience = PATIENCE): Server {
  const limits = { ...patience, maxHeaderSize: MOST_HEADER_BYTES, requireHostHeader: true };
  const server = tls === null ? createServer(limits, listener) : secureServer(tls, limits, listener);
  server.maxHeadersCount = MOST_HEADERS;
  return server;
}

function secureServer(tls: TlsIdentity, limits: ServerOptions, listener: RequestListener): Server {
  const server = createSecureServer({ ...tls.options, ...limits }, listener);
  tls.keepFresh(server);
  return server;
}
