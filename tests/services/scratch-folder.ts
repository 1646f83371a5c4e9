// One temporary folder for a whole run, removed with all that tests and their programs leave in it.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes `tmpdir()` return this folder, in this process and in those that it starts. */
export function openScratchFolder(): { close(): void } {
  const folder = mkdtempSync(join(tmpdir(), "minqing-tests-"));
  // PostgreSQL runs as another user in its own folder below this one.
  chmodSync(folder, 0o711);
  process.env["TMPDIR"] = folder;
  return { close: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
