// TLS options of our clients of the external broker: how they verify its certificate, and which one they show. The
// files are read once, at the first connection: a renewed client certificate is used after the next start.
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

/** Empty without TLS. Throws if a file cannot be read. */
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
