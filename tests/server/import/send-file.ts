// Sends a file to an import as one of the test accounts.
import type { ImportKind } from "@minqing/core/import/report";
import type { Answer, TestApp, Who } from "../open-app.ts";

export interface Sent {
  kind: ImportKind;
  file: Uint8Array;
  dryRun: boolean;
  who?: Exclude<Who, null>;
  type?: string;
}

export async function sendFile(
  app: TestApp,
  { kind, file, dryRun, who = "secadmin", type = "application/octet-stream" }: Sent,
): Promise<Answer> {
  const response = await app.request(`/api/imports/${kind}?dryRun=${dryRun}`, {
    method: "POST",
    headers: { authorization: `Bearer ${await app.token(who)}`, "content-type": type },
    body: new Uint8Array(file),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Row, cell and reason of each validation issue. */
export const reasonsIn = ({ body }: Answer): [string, string, string][] =>
  body.refused.map(({ cell, reason, got }: Record<string, string>) => [cell, reason, got]);
