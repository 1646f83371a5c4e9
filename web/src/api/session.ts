// Who is signed in.
import { SessionView } from "@minqing/core/access/account";
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

export async function signIn(username: string, password: string): Promise<SessionView> {
  const schema = z.object({ session: SessionView });
  return (await sendJson("/api/session", { body: { username, password }, schema })).session;
}

export const signOut = (): Promise<unknown> => sendJson("/api/session", { method: "DELETE", schema: z.undefined() });
