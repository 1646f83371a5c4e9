// The address of who asks, as the socket sees it. A forwarding header is believed only from a proxy on this machine, and of
// it the last entry, which that proxy wrote itself: anybody can write the others.
import type { Context } from "hono";
import type { ServerEnv } from "./server-env.ts";

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** `forwardedFor` is the header X-Forwarded-For. */
export function addressOf(peer: string, forwardedFor: string | undefined): string {
  if (!LOOPBACK.test(peer) || forwardedFor === undefined) return peer;
  return forwardedFor.split(",").at(-1)?.trim() ?? peer;
}

/** "" in tests that ask the app without a socket. */
export const clientAddress = (c: Context<ServerEnv>): string =>
  addressOf(c.env?.incoming?.socket.remoteAddress ?? "", c.req.header("x-forwarded-for"));

const MOST_AGENT_CHARACTERS = 256;

/** What a session remembers of where it was opened. */
export const originOf = (c: Context<ServerEnv>): { address: string; userAgent: string | null } => ({
  address: clientAddress(c),
  userAgent: c.req.header("user-agent")?.slice(0, MOST_AGENT_CHARACTERS) ?? null,
});

export const isLoopback = (c: Context<ServerEnv>): boolean => LOOPBACK.test(clientAddress(c));
