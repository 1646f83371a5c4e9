// Routes of the session (sign in, read, sign out) and of the account's own password and second factor.

import { createRoute } from "@hono/zod-openapi";
import { SessionView, SignIn } from "@minqing/core/access/account";
import { SignInPolicyInForce } from "@minqing/core/access/policy";
import { z } from "zod";
import { onceContext } from "../../act/once.ts";
import { IdempotencyHeader } from "../../act/run-once.ts";
import { originOf } from "../../http/client-address.ts";
import { jsonAnswer, jsonBody, newRouter } from "../../http/router.ts";
import type { ServerContext } from "../../server-context.ts";
import { ruleInForce } from "../../setting/change-setting.ts";
import { AccountSelfService } from "../account/self-service.ts";
import { browserToken, keepBrowserKnown } from "../sign-in/known-browser.ts";
import { PasswordSignIn } from "../sign-in/password-sign-in.ts";
import { SIGN_IN_POLICY } from "../sign-in/sign-in-policies.ts";
import { dropSessionCookie, putSessionCookie, sessionCookie } from "./session-cookie.ts";

const signIn = createRoute({
  method: "post",
  path: "/session",
  tags: ["session"],
  operationId: "signIn",
  summary: "Sign in; sets the cookie and returns the same token for `Authorization: Bearer`",
  security: [],
  request: { body: jsonBody(SignIn) },
  responses: { 200: jsonAnswer(z.object({ token: z.string(), session: SessionView }), "Signed in") },
});

const whoAmI = createRoute({
  method: "get",
  path: "/session",
  tags: ["session"],
  operationId: "readSession",
  summary: "Who is signed in",
  responses: { 200: jsonAnswer(SessionView, "The session") },
});

const signOut = createRoute({
  method: "delete",
  path: "/session",
  tags: ["session"],
  operationId: "signOut",
  summary: "Sign out",
  responses: { 204: { description: "Signed out" } },
});

const policy = createRoute({
  method: "get",
  path: "/sign-in-policy",
  tags: ["session"],
  operationId: "readSignInPolicy",
  summary: "The sign-in policy in force",
  responses: { 200: jsonAnswer(SignInPolicyInForce, "The policy, with its edition") },
});

const Password = z.string().min(1).max(256);
const FactorCode = z.string().min(6).max(32);

const changePassword = createRoute({
  method: "post",
  path: "/account/password",
  tags: ["session"],
  operationId: "changeOwnPassword",
  summary: "Change the password of the signed-in account; ends all other sessions of the account",
  request: { headers: IdempotencyHeader, body: jsonBody(z.object({ current: Password, next: Password })) },
  responses: { 204: { description: "Changed" } },
});

const FactorState = z.object({
  state: z.enum(["none", "pending", "on"]),
  recoveryCodesLeft: z.number().int(),
});

const factorState = createRoute({
  method: "get",
  path: "/account/second-factor",
  tags: ["session"],
  operationId: "readSecondFactor",
  summary: "Whether the signed-in account has a second factor",
  responses: { 200: jsonAnswer(FactorState, "Its state") },
});

const beginFactor = createRoute({
  method: "post",
  path: "/account/second-factor",
  tags: ["session"],
  operationId: "beginSecondFactor",
  summary:
    "Begin a second factor: a secret for an authenticator app, without effect until a code confirms it; replacing one takes a code of the one in force",
  request: {
    headers: IdempotencyHeader,
    body: jsonBody(z.object({ password: Password, code: FactorCode.optional() })),
  },
  responses: {
    200: jsonAnswer(z.object({ secret: z.string(), uri: z.string() }), "Base32, and otpauth:// for a QR code"),
  },
});

const confirmFactor = createRoute({
  method: "post",
  path: "/account/second-factor/confirm",
  tags: ["session"],
  operationId: "confirmSecondFactor",
  summary: "Confirm the second factor with a code of the app; returns recovery codes, shown once",
  request: { headers: IdempotencyHeader, body: jsonBody(z.object({ code: FactorCode })) },
  responses: { 200: jsonAnswer(z.object({ recoveryCodes: z.array(z.string()) }), "The second factor is on") },
});

export const sessionRoutes = (context: ServerContext) => {
  const passwordSignIn = new PasswordSignIn(context);
  const selfService = new AccountSelfService(context);
  return newRouter()
    .openapi(signIn, async (c) => {
      const credentials = c.req.valid("json");
      c.set("claimedName", credentials.username);
      const { username } = credentials;
      const browser = browserToken(c, context.browsers, username);
      const { token, session } = await passwordSignIn.signIn(credentials, originOf(c), browser);
      putSessionCookie(c, token, session.expiresAt);
      return c.json({ token, session: session.view }, 200);
    })
    .openapi(whoAmI, (c) => {
      const { actor, kind, id, view } = c.get("session");
      // The page reads its session first thing; from then on this browser is known.
      if (kind === "person" && id !== null && sessionCookie(c) !== undefined)
        keepBrowserKnown(c, context.browsers, actor.username);
      return c.json(view, 200);
    })
    .openapi(signOut, async (c) => {
      await context.sessions.end(c.get("session"));
      dropSessionCookie(c);
      return c.body(null, 204);
    })
    .openapi(policy, async (c) => c.json(await ruleInForce(context.db, SIGN_IN_POLICY, context.now()), 200))
    .openapi(changePassword, async (c) => {
      const changing = new AccountSelfService(await onceContext(context, c, { status: 204 }));
      await changing.changePassword(c.get("session"), c.req.valid("json"));
      return c.body(null, 204);
    })
    .openapi(factorState, async (c) => c.json(await selfService.secondFactorState(c.get("session")), 200))
    .openapi(beginFactor, async (c) => {
      const beginning = new AccountSelfService(await onceContext(context, c, { status: 200, kept: false }));
      return c.json(await beginning.beginSecondFactor(c.get("session"), c.req.valid("json")), 200);
    })
    .openapi(confirmFactor, async (c) => {
      const confirming = new AccountSelfService(await onceContext(context, c, { status: 200, kept: false }));
      const recoveryCodes = await confirming.confirmSecondFactor(c.get("session"), c.req.valid("json").code);
      return c.json({ recoveryCodes }, 200);
    });
};
