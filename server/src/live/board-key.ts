// What a screen's board depends on besides its cursor: the scope it was read with, and the build of the program that read it.
// A screen with another key takes a new snapshot and, finding the key changed, reloads its page: after an upgrade it runs the
// new program and is exact again.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ServerContext } from "../server-context.ts";

/** The build of the pages: their HTML names the bundles by their contents. Pages that are not built have one for all. */
export async function buildOf(webDir: string): Promise<string> {
  const files = await readdir(webDir).catch((): string[] => []);
  const names = files.filter((name) => name.endsWith(".html")).sort();
  const hash = createHash("sha256");
  for (const name of names) hash.update(name).update(await readFile(join(webDir, name)));
  return hash.digest("hex").slice(0, 12);
}

/** Sent in the snapshot, and back by the client that resumes. */
export const boardKey = ({ build }: Pick<ServerContext, "build">, scopeKey: string): string => `${scopeKey}@${build}`;
