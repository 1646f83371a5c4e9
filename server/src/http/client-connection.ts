// The client's address and whether its connection is encrypted. Forwarding headers count only from a proxy on this machine or
// in PROXY_ADDRESSES. Of X-Forwarded-For the last entry that is no such proxy counts: a trusted proxy wrote it, while
// anybody can write the entries before it.
import { BlockList, isIPv6 } from "node:net";
import { parseAddress } from "./network.ts";

export const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

export class Proxies {
  readonly #named = new BlockList();

  /** IP addresses and networks. */
  constructor(addresses: readonly string[]) {
    for (const each of addresses) {
      const [address = "", bits] = each.split("/");
      const family = familyOf(address);
      if (bits === undefined) this.#named.addAddress(address, family);
      else this.#named.addSubnet(address, Number(bits), family);
    }
  }

  trusts(peer: string): boolean {
    return LOOPBACK.test(peer) || (peer !== "" && this.#named.check(peer, familyOf(peer)));
  }
}

const familyOf = (address: string): "ipv4" | "ipv6" => (isIPv6(address) ? "ipv6" : "ipv4");

export interface Peer {
  address: string;
  isEncrypted: boolean;
  forwardedFor: string | undefined;
  forwardedProto: string | undefined;
}

export interface ClientConnection {
  address: string;
  /** The whole connection from the client, as far as the trusted proxies report it. */
  isSecure: boolean;
}

export function clientConnectionOf(
  { address, isEncrypted, forwardedFor, forwardedProto }: Peer,
  proxies: Proxies,
): ClientConnection {
  if (!proxies.trusts(address)) return { address: parseAddress(address) ?? address, isSecure: isEncrypted };
  const isSecure = forwardedProto === undefined ? isEncrypted : forwardedProto === "https";
  return { address: forwardedAddress(forwardedFor ?? "", proxies) ?? parseAddress(address) ?? address, isSecure };
}

/** What a trusted proxy wrote last; null where that is no address. The first entry if all are proxies of ours. */
function forwardedAddress(header: string, proxies: Proxies): string | null {
  const entries = header.split(",").filter((entry) => entry.trim() !== "");
  const addresses = entries.map(parseAddress);
  const last = addresses.findLastIndex((address) => address === null || !proxies.trusts(address));
  return addresses[last === -1 ? 0 : last] ?? null;
}
