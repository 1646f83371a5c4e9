// One JSON request to an identity platform over HTTP, with a time limit, a size limit and no redirects.
import { z } from "zod";
import { ProviderFault } from "./identity-provider.ts";

const TIMEOUT_MS = 5_000;
/** An access token or a person's few fields take about a kilobyte. */
const MAX_BYTES = 64 * 1024;

const JsonObject = z.record(z.string(), z.unknown());
export type JsonObject = z.infer<typeof JsonObject>;

export interface ProviderRequest {
  url: string;
  /** JSON text of a POST; null: GET. */
  body: string | null;
}

/** Throws a ProviderFault that names the address without its query, which holds secrets and codes. */
export async function requestJson({ url, body }: ProviderRequest, timeoutMs: number = TIMEOUT_MS): Promise<JsonObject> {
  const { origin, pathname } = new URL(url);
  const address = `${origin}${pathname}`;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const post = { method: "POST", headers: { "content-type": "application/json" }, body };
    const response = await fetch(url, { ...(body === null ? {} : post), redirect: "error", signal });
    const text = await readUpTo(response, MAX_BYTES);
    if (text === null) throw away(`expected at most ${MAX_BYTES} bytes from ${address}, got more`);
    if (!response.ok) throw away(`expected a 2xx status from ${address}, got ${response.status}`);
    return jsonOf(text, address);
  } catch (fault) {
    if (fault instanceof ProviderFault) throw fault;
    throw away(`expected a response from ${address}, got ${signal.aborted ? `none in ${timeoutMs} ms` : "none"}`);
  }
}

const away = (message: string): ProviderFault => new ProviderFault("away", message);

function jsonOf(text: string, address: string): JsonObject {
  try {
    return JsonObject.parse(JSON.parse(text));
  } catch {
    // The text itself is not shown: it may repeat what we sent.
    throw away(`expected a JSON object from ${address}, got something else`);
  }
}

/** Null for a longer body; the rest is not read. */
async function readUpTo({ body }: Response, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The text at `path` (`data.user.id`); null where it is missing, empty, or no text, number or boolean. */
export function fieldOf(response: JsonObject, path: string): string | null {
  const found = path
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === "object" && inner !== null && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined,
      response,
    );
  if (typeof found === "number" || typeof found === "boolean") return String(found);
  return typeof found === "string" && found !== "" ? found : null;
}
