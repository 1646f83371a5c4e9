// The session, and what every person does with the own account.
import { OwnSessionView, SessionView, type SignIn } from "@minqing/core/access/account";
import { SignInPolicyInForce } from "@minqing/core/access/policy";
import { SignInOptions } from "@minqing/core/access/single-sign-on";
import { z } from "zod";
import { ProblemError } from "./problem-error.ts";
import { getJson, sendJson } from "./request.ts";

/** Null when nobody is signed in. */
export async function readSession(): Promise<SessionView | null> {
  try {
    return await getJson("/api/session", SessionView);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return null;
    throw error;
  }
}

export async function signIn(request: SignIn): Promise<SessionView> {
  const schema = z.object({ session: SessionView });
  return (await sendJson("/api/session", { body: request, schema })).session;
}

export const signOut = (): Promise<unknown> => sendJson("/api/session", { method: "DELETE", schema: z.undefined() });

export const readSignInOptions = () => getJson("/api/sign-in-options", SignInOptions);

export const readPolicy = () => getJson("/api/sign-in-policy", SignInPolicyInForce);

export const changePassword = (current: string, next: string) =>
  sendJson("/api/account/password", { body: { current, next }, schema: z.undefined() });

const FactorState = z.object({ state: z.enum(["none", "pending", "on"]), recoveryCodesLeft: z.number() });

/** For the authenticator app: the secret for typing, and the address for the QR code. */
const Enrolment = z.object({ secret: z.string(), uri: z.string() });
export type Enrolment = z.infer<typeof Enrolment>;

export const readFactorState = () => getJson("/api/account/second-factor", FactorState);

/** `code`: of the factor in force, where there is one. */
export const beginFactor = (password: string, code?: string) =>
  sendJson("/api/account/second-factor", { body: { password, code }, schema: Enrolment });

/** Returns the recovery codes; the server sends them only once. */
export const confirmFactor = async (code: string): Promise<string[]> => {
  const schema = z.object({ recoveryCodes: z.array(z.string()) });
  return (await sendJson("/api/account/second-factor/confirm", { body: { code }, schema })).recoveryCodes;
};

const OwnSessions = z.object({ items: z.array(OwnSessionView), needsPassword: z.boolean() });
export type OwnSessions = z.infer<typeof OwnSessions>;

export const listOwnSessions = () => getJson("/api/account/sessions", OwnSessions);

/** The request body; without a password when none is needed. */
const proof = (password: string | null) => (password === null ? {} : { password });

export const endOwnSession = (id: string, password: string | null) =>
  sendJson(`/api/account/sessions/${id}`, { method: "DELETE", body: proof(password), schema: z.undefined() });

export const endOtherSessions = (password: string | null) =>
  sendJson("/api/account/sessions", {
    method: "DELETE",
    body: proof(password),
    schema: z.object({ ended: z.number() }),
  });
