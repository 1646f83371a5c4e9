// How a client of ours looks at the external broker's certificate, and which it shows itself. Read once, when it connects
// first: a client certificate that was renewed is taken with the next start.
import { readFileSync } from "node:fs";
import { TLS_POLICY } from "@minqing/core/settings/tls-policy";
import type { BrokerTrust } from "@minqing/core/settings/transport";

export interface BrokerTls {
  minVersion?: (typeof TLS_POLICY)["minVersion"];
  maxVersion?: (typeof TLS_POLICY)["maxVersion"];
  ciphers?: string;
  rejectUnauthorized?: true;
  ca?: string;
  cert?: string;
  key?: string;
  servername?: string;
}

/** Nothing where TLS is not spoken. Throws when a file cannot be read. */
export function readBrokerTls(trust: BrokerTrust | null): BrokerTls {
  if (trust === null) return {};
  const { caFile, own, serverName } = trust;
  return {
    ...TLS_POLICY,
    rejectUnauthorized: true,
    ...(caFile === null ? {} : { ca: read(caFile) }),
    ...(own === null ? {} : { cert: read(own.certFile), key: read(own.keyFile) }),
    ...(serverName === null ? {} : { servername: serverName }),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new Error(`expected PEM in ${path}, could not read it`, { cause });
  }
}
