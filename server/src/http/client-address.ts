// The client of a request: determined once by a middleware, read by every handler.
import type { Context, MiddlewareHandler } from "hono";
import { clientConnectionOf, LOOPBACK, type Peer, type Proxies } from "./client-connection.ts";
import type { ServerEnv } from "./server-env.ts";

/** Middleware. Tests that call the app without a socket have no address. */
export const resolveClient =
  (proxies: Proxies): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    const socket = c.env?.incoming?.socket;
    const peer: Peer = {
      address: socket?.remoteAddress ?? "",
      // Taken from the socket: the scheme in a request's URL is chosen by its sender.
      isEncrypted: socket === undefined ? c.req.url.startsWith("https:") : "encrypted" in socket,
      forwardedFor: c.req.header("x-forwarded-for"),
      forwardedProto: c.req.header("x-forwarded-proto"),
    };
    c.set("client", clientConnectionOf(peer, proxies));
    await next();
  };

export const clientAddress = (c: Context<ServerEnv>): string => c.get("client").address;

const MAX_AGENT_CHARACTERS = 256;

/** The origin that a session stores. */
export const originOf = (c: Context<ServerEnv>): { address: string; userAgent: string | null } => ({
  address: clientAddress(c),
  userAgent: c.req.header("user-agent")?.slice(0, MAX_AGENT_CHARACTERS) ?? null,
});

export const isLoopback = (c: Context<ServerEnv>): boolean => LOOPBACK.test(clientAddress(c));
