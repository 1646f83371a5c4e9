// Builds the pages when their sources have changed since the last build.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { glob, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const WEB = fileURLToPath(new URL(".", import.meta.url));
const DIST = join(WEB, "dist");
const STAMP = join(DIST, "sources.sha256");

async function sourcesHash(): Promise<string> {
  const root = join(WEB, "..");
  const files: string[] = [];
  const patterns = [
    "web/src/**/*",
    "web/*.html",
    "web/*.ts",
    "web/public/**/*",
    "core/src/**/*.ts",
    "package-lock.json",
  ];
  for await (const entry of glob(patterns, { cwd: root, withFileTypes: true })) {
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
  }
  const hash = createHash("sha256");
  for (const file of files.sort()) hash.update(file.slice(root.length)).update(await readFile(file));
  return hash.digest("hex");
}

/** Builds the pages of a folder. Runs Vite 8 as a child process, so that its memory is freed afterwards. */
export function buildPages(root: string, outDir: string): Promise<void> {
  const vite = fileURLToPath(new URL("bin/vite.js", import.meta.resolve("vite/package.json")));
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [vite, "build", root, "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"],
      {
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`vite build: expected exit 0, got ${code}\n${output}`));
    });
  });
}

/** Returns the folder of the built pages. A failed build leaves the former build in place. */
export async function buildWeb(): Promise<string> {
  const wanted = await sourcesHash();
  const built = await readFile(STAMP, "utf8").catch(() => null);
  if (built === wanted) return DIST;
  const draft = `${DIST}.new-${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    await buildPages(WEB, draft);
    await writeFile(join(draft, "sources.sha256"), wanted);
    await rm(DIST, { recursive: true, force: true });
    await rename(draft, DIST);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return DIST;
}
