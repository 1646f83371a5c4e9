// Transport security (传输安全): the certificate files of listeners and clients, and whether a listener may run without
// TLS.
import type { Settings } from "./settings.ts";

export interface CertificateFiles {
  /** PEM: the certificate, then the certificates that signed it. */
  certFile: string;
  keyFile: string;
}

export interface ListenerFiles extends CertificateFiles {
  /** Clients must show a certificate that one of these CAs has signed. */
  clientCaFile: string | null;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/;

/** Null without TLS. Throws if only one of the two is set. */
function pairOf(names: readonly [string, string], certFile?: string, keyFile?: string): CertificateFiles | null {
  if (certFile === undefined && keyFile === undefined) return null;
  if (certFile === undefined || keyFile === undefined) {
    throw new Error(`expected ${names.join(" and ")}, got only ${certFile === undefined ? names[1] : names[0]}`);
  }
  return { certFile, keyFile };
}

/**
 * A listener's files, null without TLS. HTTP and the embedded broker share a certificate; each may have its own client
 * CA.
 */
export function listenerFiles(
  settings: Settings,
  clientCa: "TLS_CLIENT_CA_FILE" | "MQTTS_CLIENT_CA_FILE",
): ListenerFiles | null {
  const pair = pairOf(["TLS_CERT_FILE", "TLS_KEY_FILE"], settings.TLS_CERT_FILE, settings.TLS_KEY_FILE);
  const clientCaFile = settings[clientCa] ?? null;
  if (pair !== null) return { ...pair, clientCaFile };
  if (clientCaFile === null) return null;
  throw new Error(`expected TLS_CERT_FILE and TLS_KEY_FILE with ${clientCa}, got neither`);
}

export interface BrokerTrust {
  /** PEM of the CAs that may sign the broker's certificate; null: the CAs that Node trusts. */
  caFile: string | null;
  own: CertificateFiles | null;
  /** Expected name in the broker's certificate; null: the host of its address. */
  serverName: string | null;
}

/** How a client of the external broker uses TLS; null without TLS. */
export function brokerTrust(settings: Settings): BrokerTrust | null {
  const { MQTT_URL, MQTT_CA_FILE, MQTT_CERT_FILE, MQTT_KEY_FILE, MQTT_SERVER_NAME } = settings;
  const own = pairOf(["MQTT_CERT_FILE", "MQTT_KEY_FILE"], MQTT_CERT_FILE, MQTT_KEY_FILE);
  if (MQTT_URL !== undefined && /^(mqtts|wss):/.test(MQTT_URL)) {
    return { caFile: MQTT_CA_FILE ?? null, own, serverName: MQTT_SERVER_NAME ?? null };
  }
  if ((MQTT_CA_FILE ?? own ?? MQTT_SERVER_NAME ?? null) !== null) {
    throw new Error(`expected MQTT_URL with mqtts:// for its certificate settings, got ${schemeOf(MQTT_URL)}`);
  }
  return null;
}

const schemeOf = (url: string | undefined): string => (url === undefined ? "no MQTT_URL" : new URL(url).protocol);

/**
 * Passwords must not cross a network in the clear. Throws if a production start listens beyond this machine without TLS
 * and without a proxy that ends TLS. Returns a warning for a demo in this state, null if all is well.
 */
export function checkListenerEncryption(settings: Settings): string | null {
  const { HOST, DEMO, TLS_CERT_FILE, PROXY_ADDRESSES } = settings;
  if (LOOPBACK.test(HOST) || TLS_CERT_FILE !== undefined || PROXY_ADDRESSES.length > 0) return null;
  const expected =
    "TLS_CERT_FILE and TLS_KEY_FILE, or PROXY_ADDRESSES of a proxy that ends TLS, or HOST on this machine only";
  if (!DEMO) throw new Error(`expected ${expected}; got HOST ${HOST} without any: passwords would travel in the clear`);
  return `PASSWORDS TRAVEL IN THE CLEAR: this demo listens on ${HOST} without TLS. Expected ${expected}`;
}

/** Returns a warning if the password at the broker travels in the clear; null if all is well. */
export function checkBrokerEncryption({ MQTT_URL }: Settings): string | null {
  if (MQTT_URL === undefined || /^(mqtts|wss):/.test(MQTT_URL) || LOOPBACK.test(new URL(MQTT_URL).hostname))
    return null;
  return "the broker's password travels in the clear: expected MQTT_URL with mqtts://, or a broker on this machine";
}
