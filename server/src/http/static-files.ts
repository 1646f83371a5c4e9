// Serves the built pages and the basemap from a memory cache: read once, compressed once, answered with ETag and 304. The cache
// is bounded; a file that changed on disk is read again.
import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import type { Context } from "hono";
import { hasEtag } from "./etag.ts";
import type { ServerEnv } from "./server-env.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".geojson": "application/geo+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
  ".map": "application/json",
};
const COMPRESSED = /^(text|application\/(json|geo\+json|manifest))|svg/;

/** Below this a compressed body saves nothing. */
const COMPRESS_FROM_BYTES = 1_024;
/** Max size of the cache; the pages and one city's basemap are some 25 MB. */
const MAX_BYTES = 128 * 1024 * 1024;

const zip = promisify(gzip);

interface CachedFile {
  changedMs: number;
  etag: string;
  type: string;
  plain: Uint8Array<ArrayBuffer>;
  zipped: Uint8Array<ArrayBuffer> | null;
}

export class StaticFiles {
  readonly #folder: string;
  readonly #cache = new Map<string, CachedFile>();
  #bytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The file as a response; null when there is none. `immutable` is for names that contain a hash of the content. */
  async answer(c: Context<ServerEnv>, path: string, cache: "immutable" | "revalidate"): Promise<Response | null> {
    const file = await this.#find(path);
    if (file === null) return null;
    const isZipped = file.zipped !== null && /\bgzip\b/.test(c.req.header("accept-encoding") ?? "");
    const headers = new Headers({
      "content-type": file.type,
      etag: file.etag,
      "cache-control": cache === "immutable" ? "public, max-age=31536000, immutable" : "no-cache",
      ...(file.zipped === null ? {} : { vary: "accept-encoding" }),
    });
    if (hasEtag(c.req.header("if-none-match"), file.etag)) return c.newResponse(null, { status: 304, headers });
    if (isZipped) headers.set("content-encoding", "gzip");
    const body = isZipped && file.zipped !== null ? file.zipped : file.plain;
    return new Response(c.req.method === "HEAD" ? null : body, { headers });
  }

  async #find(path: string): Promise<CachedFile | null> {
    const full = await this.#inside(path);
    if (full === null) return null;
    const { mtimeMs } = await stat(full);
    const cached = this.#cache.get(full);
    if (cached?.changedMs === mtimeMs) return cached;
    const plain = new Uint8Array(await readFile(full));
    const type = TYPES[extname(full)] ?? "application/octet-stream";
    const isWorthIt = COMPRESSED.test(type) && plain.byteLength >= COMPRESS_FROM_BYTES;
    const zipped = isWorthIt ? new Uint8Array(await zip(plain, { level: constants.Z_BEST_COMPRESSION })) : null;
    const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`;
    const file: CachedFile = { changedMs: mtimeMs, etag, type, plain, zipped };
    this.#store(full, file);
    return file;
  }

  #store(full: string, file: CachedFile): void {
    const size = file.plain.byteLength + (file.zipped?.byteLength ?? 0);
    if (this.#bytes + size > MAX_BYTES) {
      this.#cache.clear();
      this.#bytes = 0;
    }
    this.#cache.set(full, file);
    this.#bytes += size;
  }

  /** The real path of a plain file inside the folder; null for anything else, links out of it included. */
  async #inside(path: string): Promise<string | null> {
    if (path.includes("\0")) return null;
    try {
      const root = await realpath(this.#folder);
      const full = await realpath(join(root, path));
      return full.startsWith(root + sep) && (await stat(full)).isFile() ? full : null;
    } catch (fault) {
      if (isAbsent(fault)) return null;
      throw fault;
    }
  }
}

const isAbsent = (fault: unknown): boolean =>
  fault instanceof Error &&
  "code" in fault &&
  ["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP"].includes(String(fault.code));
