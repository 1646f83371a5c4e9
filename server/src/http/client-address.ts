// Who asks, and whether the way was encrypted, as the socket sees it. Forwarding headers are believed only from a proxy on
// this machine or one that PROXY_ADDRESSES names; of X-Forwarded-For the last entry that is no such proxy: it was written by
// one of ours, and anybody can write those before it.
import { BlockList, isIPv6 } from "node:net";
import type { Context, MiddlewareHandler } from "hono";
import type { ServerEnv } from "./server-env.ts";

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

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
  /** The whole way, as far as we can know it. */
  isSecure: boolean;
}

export function clientConnectionOf(
  { address, isEncrypted, forwardedFor, forwardedProto }: Peer,
  proxies: Proxies,
): ClientConnection {
  if (!proxies.trusts(address)) return { address, isSecure: isEncrypted };
  const entries = (forwardedFor ?? "").split(",").map((entry) => entry.trim());
  const client = entries.findLast((entry) => entry !== "" && !proxies.trusts(entry)) ?? entries[0];
  const isSecure = forwardedProto === undefined ? isEncrypted : forwardedProto === "https";
  return { address: client === undefined || client === "" ? address : client, isSecure };
}

/** Notes it once for all that follow. Tests that ask the app without a socket have no address. */
export const noteClient =
  (proxies: Proxies): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    const socket = c.env?.incoming?.socket;
    const peer: Peer = {
      address: socket?.remoteAddress ?? "",
      // Of the socket: what stands before the path of a request is its sender's word.
      isEncrypted: socket === undefined ? c.req.url.startsWith("https:") : "encrypted" in socket,
      forwardedFor: c.req.header("x-forwarded-for"),
      forwardedProto: c.req.header("x-forwarded-proto"),
    };
    c.set("client", clientConnectionOf(peer, proxies));
    await next();
  };

export const clientAddress = (c: Context<ServerEnv>): string => c.get("client").address;

const MAX_AGENT_CHARACTERS = 256;

/** What a session remembers of where it was opened. */
export const originOf = (c: Context<ServerEnv>): { address: string; userAgent: string | null } => ({
  address: clientAddress(c),
  userAgent: c.req.header("user-agent")?.slice(0, MAX_AGENT_CHARACTERS) ?? null,
});

export const isLoopback = (c: Context<ServerEnv>): boolean => LOOPBACK.test(clientAddress(c));
