// The broker's address, and a socket to it.
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectSecure } from "node:tls";

export interface BrokerAddress {
  host: string;
  port: number;
  isSecure: boolean;
}

const DEFAULT_PORT = { plain: 1883, secure: 8883 };

export function brokerAddress(url: string): BrokerAddress {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== "mqtt:" && protocol !== "mqtts:") {
    throw new RangeError(`expected a broker address mqtt://host:port or mqtts://host:port, got "${url}"`);
  }
  const isSecure = protocol === "mqtts:";
  const host = hostname.replace(/^\[|\]$/g, "");
  return { host, port: port === "" ? DEFAULT_PORT[isSecure ? "secure" : "plain"] : Number(port), isSecure };
}

export function openSocket({ host, port, isSecure }: BrokerAddress): Socket {
  return isSecure ? connectSecure({ host, port, servername: host }) : connectPlain({ host, port });
}
