// Writes an identity link where person and account have none; used at once, and when a link is approved.
import {
  insertIdentityLink,
  linkedAccount,
  listIdentityLinks,
  type NewIdentityLink,
} from "@minqing/geodata/access/identity-queries";
import type { Executor } from "@minqing/geodata/database";
import { ProblemError } from "../../problem/problem-error.ts";

const linkedAlready = () =>
  new ProblemError(
    "version-conflict",
    "expected a person and an account without a link, got one that is linked already",
  );

/** Refuses a link of which one side has one; for a link that is written later. */
export async function requireUnlinked(
  tx: Executor,
  { provider, subject, username }: Pick<NewIdentityLink, "provider" | "subject" | "username">,
): Promise<void> {
  const links = await listIdentityLinks(tx, username);
  const isLinked = links.some((link) => link.provider === provider);
  if (isLinked || (await linkedAccount(tx, provider, subject)) !== null) throw linkedAlready();
}

/** Returns the link's id. */
export async function insertLink(tx: Executor, link: NewIdentityLink): Promise<string> {
  const id = await insertIdentityLink(tx, link);
  if (id === null) throw linkedAlready();
  return id;
}
