// Routes of accounts, sessions, permissions and the sign-in policy, for the security administrator.

import { createRoute } from "@hono/zod-openapi";
import { AccountOrder, AccountView, OpenSessionView, Role, Username } from "@minqing/core/access/account";
import { PERMISSION_KEYS, PERMISSIONS } from "@minqing/core/access/permissions";
import { SignInPolicyInForce } from "@minqing/core/access/policy";
import { listAccounts } from "@minqing/geodata/access/account-queries";
import { listSessions } from "@minqing/geodata/access/session-queries";
import type { Context } from "hono";
import { z } from "zod";
import { onceContext } from "../../act/once.ts";
import { IdempotencyHeader, type OnceAnswer } from "../../act/run-once.ts";
import { limitUpTo, SearchText } from "../../http/list-query.ts";
import { pageOf } from "../../http/page-cursor.ts";
import { itemsSchema, pageSchema } from "../../http/page-schema.ts";
import { jsonAnswer, jsonBody, newRouter } from "../../http/router.ts";
import type { ServerEnv } from "../../http/server-env.ts";
import type { ServerContext } from "../../server-context.ts";
import { idleSince } from "../session/sessions.ts";
import { Accounts } from "./accounts.ts";

const tags = ["access"];
const ByName = z.object({ username: Username });
const Versioned = z.object({ version: z.number().int() });
const NewPassword = z.object({ account: AccountView, password: z.string() });

const permissions = createRoute({
  method: "get",
  path: "/permissions",
  tags,
  operationId: "listPermissions",
  summary: "Every permission with the roles that have it",
  responses: {
    200: jsonAnswer(
      itemsSchema(z.object({ key: z.string(), nameZh: z.string(), nameEn: z.string(), roles: z.array(Role) })),
      "The whole table",
    ),
  },
});

const list = createRoute({
  method: "get",
  path: "/accounts",
  tags,
  operationId: "listAccounts",
  summary: "Accounts, ordered by name",
  request: {
    query: z.object({
      text: SearchText.optional(),
      role: Role.optional(),
      limit: limitUpTo(500, 100),
      cursor: z.string().max(64).optional(),
    }),
  },
  responses: { 200: jsonAnswer(pageSchema(AccountView), "A page of accounts") },
});

const create = createRoute({
  method: "post",
  path: "/accounts",
  tags,
  operationId: "createAccount",
  summary: "Create an account; its first password is returned once and must be changed at the first sign-in",
  request: { headers: IdempotencyHeader, body: jsonBody(AccountOrder.extend({ username: Username })) },
  responses: { 201: jsonAnswer(NewPassword, "The account and its first password") },
});

const change = createRoute({
  method: "put",
  path: "/accounts/{username}",
  tags,
  operationId: "changeAccount",
  summary: "Change name, roles, scope, department, or whether it may sign in",
  request: { headers: IdempotencyHeader, params: ByName, body: jsonBody(AccountOrder.extend(Versioned.shape)) },
  responses: { 200: jsonAnswer(AccountView, "The account") },
});

const resetPassword = createRoute({
  method: "post",
  path: "/accounts/{username}/password",
  tags,
  operationId: "resetPassword",
  summary: "Set a new first password; ends the account's sessions",
  request: { headers: IdempotencyHeader, params: ByName, body: jsonBody(Versioned) },
  responses: { 200: jsonAnswer(NewPassword, "The account and its new password") },
});

const resetFactor = createRoute({
  method: "delete",
  path: "/accounts/{username}/second-factor",
  tags,
  operationId: "removeSecondFactor",
  summary: "Remove the second factor; ends the account's sessions",
  request: { headers: IdempotencyHeader, params: ByName, body: jsonBody(Versioned) },
  responses: { 200: jsonAnswer(AccountView, "The account") },
});

const unlock = createRoute({
  method: "post",
  path: "/accounts/{username}/unlock",
  tags,
  operationId: "unlockAccount",
  summary: "End a lock-out",
  request: { headers: IdempotencyHeader, params: ByName, body: jsonBody(Versioned) },
  responses: { 200: jsonAnswer(AccountView, "The account") },
});

const sessions = createRoute({
  method: "get",
  path: "/sessions",
  tags,
  operationId: "listSessions",
  summary: "Open sessions, last used first",
  request: { query: z.object({ username: Username.optional(), limit: limitUpTo(500, 200) }) },
  responses: { 200: jsonAnswer(itemsSchema(OpenSessionView), "Open sessions") },
});

const endSession = createRoute({
  method: "delete",
  path: "/sessions/{id}",
  tags,
  operationId: "endSession",
  summary: "End a session",
  request: { headers: IdempotencyHeader, params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: "Ended" } },
});

const changePolicy = createRoute({
  method: "put",
  path: "/sign-in-policy",
  tags,
  operationId: "changeSignInPolicy",
  summary: "Change the sign-in policy, from now on",
  request: { headers: IdempotencyHeader, body: jsonBody(SignInPolicyInForce) },
  responses: { 200: jsonAnswer(SignInPolicyInForce, "The policy in force") },
});

const of = (username: string) => ({ kind: "account", id: username });

export const accountRoutes = (context: ServerContext) => {
  /** The service for one request, whose transaction claims the request's key. */
  const accountsFor = async <T>(c: Context<ServerEnv>, answer: OnceAnswer<T>): Promise<Accounts> =>
    new Accounts(await onceContext(context, c, answer));
  return newRouter()
    .openapi(permissions, (c) => {
      const items = PERMISSION_KEYS.map((key) => ({ key, ...PERMISSIONS[key], roles: [...PERMISSIONS[key].roles] }));
      return c.json({ items }, 200);
    })
    .openapi(list, async (c) => {
      const { text = null, role = null, limit, cursor = "" } = c.req.valid("query");
      const rows = await listAccounts(context.db, { text, role, after: cursor, limit: limit + 1 }, context.now());
      return c.json(
        pageOf(rows, limit, ({ username }) => username),
        200,
      );
    })
    .openapi(create, async (c) => {
      const { username, ...draft } = c.req.valid("json");
      const accounts = await accountsFor(c, { status: 201, objectOf: () => of(username), kept: false });
      return c.json(await accounts.create(c.get("session").actor, username, draft), 201);
    })
    .openapi(change, async (c) => {
      const { version, ...draft } = c.req.valid("json");
      const { username } = c.req.valid("param");
      const accounts = await accountsFor(c, { status: 200, objectOf: () => of(username) });
      return c.json(await accounts.change(c.get("session").actor, username, draft, version), 200);
    })
    .openapi(resetPassword, async (c) => {
      const { actor } = c.get("session");
      const { username } = c.req.valid("param");
      const accounts = await accountsFor(c, { status: 200, objectOf: () => of(username), kept: false });
      return c.json(await accounts.resetPassword(actor, username, c.req.valid("json").version), 200);
    })
    .openapi(resetFactor, async (c) => {
      const { actor } = c.get("session");
      const { username } = c.req.valid("param");
      const accounts = await accountsFor(c, { status: 200, objectOf: () => of(username) });
      return c.json(await accounts.resetSecondFactor(actor, username, c.req.valid("json").version), 200);
    })
    .openapi(unlock, async (c) => {
      const { actor } = c.get("session");
      const { username } = c.req.valid("param");
      const accounts = await accountsFor(c, { status: 200, objectOf: () => of(username) });
      return c.json(await accounts.unlock(actor, username, c.req.valid("json").version), 200);
    })
    .openapi(sessions, async (c) => {
      const { username = null, limit } = c.req.valid("query");
      const { idleMinutes } = await context.policies.current();
      const now = context.now();
      const rows = await listSessions(context.db, { username, limit }, { now, idleSince: idleSince(now, idleMinutes) });
      const own = c.get("session").id;
      return c.json({ items: rows.map((row) => ({ ...row, own: row.id === own })) }, 200);
    })
    .openapi(endSession, async (c) => {
      const accounts = await accountsFor(c, { status: 204 });
      await accounts.endSession(c.get("session").actor, c.req.valid("param").id);
      return c.body(null, 204);
    })
    .openapi(changePolicy, async (c) => {
      const accounts = await accountsFor(c, { status: 200 });
      return c.json(await accounts.changePolicy(c.get("session").actor, c.req.valid("json")), 200);
    });
};
