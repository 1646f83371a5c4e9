// The client of a request: noted once at the edge, read by every handler.
import type { Context, MiddlewareHandler } from "hono";
import { clientConnectionOf, LOOPBACK, type Peer, type Proxies } from "./client-connection.ts";
import type { ServerEnv } from "./server-env.ts";

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
