// The address of who asks, as the socket sees it. A proxy's header is not believed: anybody can write one.
import type { Context } from "hono";
import type { ServerEnv } from "./server-env.ts";

/** "" in tests that ask the app without a socket. */
export const clientAddress = (c: Context<ServerEnv>): string => c.env?.incoming?.socket.remoteAddress ?? "";

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

export const isLoopback = (c: Context<ServerEnv>): boolean => LOOPBACK.test(clientAddress(c));
