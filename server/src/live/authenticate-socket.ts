// Authenticates a socket with the same tokens as HTTP, from the cookie or from `auth.token`.
import { mayDo } from "@minqing/core/access/permissions";
import type { ProblemCode } from "@minqing/core/problem/problem";
import { parse } from "hono/utils/cookie";
import { z } from "zod";
import { type Credential, resolveCredential } from "../access/resolve-credential.ts";
import type { Session } from "../access/session/session.ts";
import { sessionCookieName } from "../access/session/session-cookie.ts";
import { type ClientConnection, clientConnectionOf, type Proxies } from "../http/client-connection.ts";
import { problemOf } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import type { LiveSocket } from "./client.ts";

const Auth = z.object({ token: z.string().min(1).max(128) });

function credentialOf(socket: LiveSocket, { isSecure }: ClientConnection): Credential | null {
  const auth = Auth.safeParse(socket.handshake.auth);
  if (auth.success) return { token: auth.data.token, from: "header" };
  const name = sessionCookieName(isSecure);
  const cookie = parse(socket.handshake.headers.cookie ?? "", name)[name];
  return cookie === undefined ? null : { token: cookie, from: "cookie" };
}

function clientAt(
  { handshake: { address, secure: isEncrypted, headers } }: LiveSocket,
  proxies: Proxies,
): ClientConnection {
  const forwardedFor = [headers["x-forwarded-for"]].flat().at(-1);
  const forwardedProto = [headers["x-forwarded-proto"]].flat().at(-1);
  return clientConnectionOf({ address, isEncrypted, forwardedFor, forwardedProto }, proxies);
}

/** The client's `connect_error` gets this error, with a problem as its data. */
const connectError = (code: ProblemCode) => Object.assign(new Error(`urn:problem:${code}`), { data: problemOf(code) });

function denialReason(session: Session): ProblemCode | null {
  if (session.requiredStep !== null) return "duty-first";
  return mayDo(session.roles, "board.read") ? null : "role-missing";
}

export const authenticateSocket =
  (context: Pick<ServerContext, "sessions" | "serviceTokens" | "accessDenials" | "hosts" | "proxies">) =>
  (socket: LiveSocket, next: (fault?: Error) => void): void => {
    const { host } = socket.handshake.headers;
    if (host !== undefined && !context.hosts.allows(host)) {
      next(connectError("misdirected-request"));
      return;
    }
    const client = clientAt(socket, context.proxies);
    const { address } = client;
    const credential = credentialOf(socket, client);
    const refuse = (code: ProblemCode, actor: string | null, roles: readonly string[] = []) => {
      context.accessDenials.count({ actor, roles: [...roles], address, action: "board.read", reason: code });
      next(connectError(code));
    };
    const accept = (session: Session, by: Credential) => {
      socket.data.session = session;
      socket.data.credential = by;
      next();
    };
    resolveCredential(context, credential, { address, isUse: true }).then(
      (authentication) => {
        if (!authentication.ok) return refuse(authentication.code, authentication.name);
        const { session } = authentication;
        const reason = denialReason(session);
        if (reason === null) accept(session, authentication.credential);
        else refuse(reason, session.actor.username, session.roles);
      },
      (fault: Error) => next(Object.assign(fault, { data: problemOf("database-away") })),
    );
  };
