// Who opens a socket: the same tokens as HTTP, from the cookie or from `auth.token`.
import { mayDo } from "@minqing/core/access/permissions";
import type { ProblemCode } from "@minqing/core/problem/problem";
import { parse } from "hono/utils/cookie";
import { z } from "zod";
import { SESSION_COOKIE } from "../access/session-cookie.ts";
import type { Sessions } from "../access/sessions.ts";
import { problemOf } from "../problem/problem-error.ts";
import type { LiveSocket } from "./client.ts";

const Auth = z.object({ token: z.string().min(1).max(128) });

function tokenOf(socket: LiveSocket): string | null {
  const auth = Auth.safeParse(socket.handshake.auth);
  if (auth.success) return auth.data.token;
  return parse(socket.handshake.headers.cookie ?? "", SESSION_COOKIE)[SESSION_COOKIE] ?? null;
}

/** The refusal reaches the client's `connect_error` with a problem as its data. */
const refusal = (code: ProblemCode) => Object.assign(new Error(`urn:problem:${code}`), { data: problemOf(code) });

export const signInSocket =
  (sessions: Sessions) =>
  (socket: LiveSocket, next: (fault?: Error) => void): void => {
    const token = tokenOf(socket);
    const found = token === null ? Promise.resolve(null) : sessions.find(token, socket.handshake.address);
    found.then(
      (session) => {
        if (token === null || session === null) return next(refusal("not-signed-in"));
        if (session.duty !== null) return next(refusal("duty-first"));
        if (!mayDo(session.roles, "board.read")) return next(refusal("role-missing"));
        socket.data.session = session;
        socket.data.token = token;
        next();
      },
      (fault: Error) => next(Object.assign(fault, { data: problemOf("database-away") })),
    );
  };
