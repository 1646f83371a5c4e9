// Who opens a socket: the same tokens as HTTP, from the cookie or from `auth.token`.
import { mayDo } from "@minqing/core/access/permissions";
import type { ProblemCode } from "@minqing/core/problem/problem";
import { parse } from "hono/utils/cookie";
import { z } from "zod";
import type { Session } from "../access/session.ts";
import { sessionCookieName } from "../access/session-cookie.ts";
import { type Asker, askerOf, type Proxies } from "../http/client-address.ts";
import { problemOf } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import type { LiveSocket } from "./client.ts";

const Auth = z.object({ token: z.string().min(1).max(128) });

function tokenOf(socket: LiveSocket, { isSecure }: Asker): string | null {
  const auth = Auth.safeParse(socket.handshake.auth);
  if (auth.success) return auth.data.token;
  const name = sessionCookieName(isSecure);
  return parse(socket.handshake.headers.cookie ?? "", name)[name] ?? null;
}

function askerAt({ handshake: { address, secure: isEncrypted, headers } }: LiveSocket, proxies: Proxies): Asker {
  const forwardedFor = [headers["x-forwarded-for"]].flat().at(-1);
  const forwardedProto = [headers["x-forwarded-proto"]].flat().at(-1);
  return askerOf({ address, isEncrypted, forwardedFor, forwardedProto }, proxies);
}

/** The refusal reaches the client's `connect_error` with a problem as its data. */
const refusal = (code: ProblemCode) => Object.assign(new Error(`urn:problem:${code}`), { data: problemOf(code) });

function reasonAgainst(session: Session | null): ProblemCode | null {
  if (session === null) return "not-signed-in";
  if (session.duty !== null) return "duty-first";
  return mayDo(session.roles, "board.read") ? null : "role-missing";
}

export const signInSocket =
  ({ sessions, refusals, proxies }: Pick<ServerContext, "sessions" | "refusals" | "proxies">) =>
  (socket: LiveSocket, next: (fault?: Error) => void): void => {
    const asker = askerAt(socket, proxies);
    const { address } = asker;
    const token = tokenOf(socket, asker);
    const found = token === null ? Promise.resolve(null) : sessions.find(token, address);
    found.then(
      (session) => {
        const reason = reasonAgainst(session);
        if (token === null || session === null || reason !== null) {
          const code = reason ?? "not-signed-in";
          const { username: actor = null, roles = [] } = session?.actor ?? {};
          refusals.count({ actor, roles: [...roles], address, action: "board.read", reason: code });
          return next(refusal(code));
        }
        socket.data.session = session;
        socket.data.token = token;
        next();
      },
      (fault: Error) => next(Object.assign(fault, { data: problemOf("database-away") })),
    );
  };
