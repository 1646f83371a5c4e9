// One question to a foreign server over HTTP, and its answer as JSON: with an end to waiting, reading and following.
import { z } from "zod";
import { ProviderFault } from "./identity-provider.ts";

const TIMEOUT_MS = 5_000;
/** An access token and a person's few fields are a kilobyte. */
const MAX_BYTES = 64 * 1024;

const Answer = z.record(z.string(), z.unknown());
export type Answer = z.infer<typeof Answer>;

export interface Question {
  url: string;
  /** JSON text that is posted; null: GET. */
  body: string | null;
}

/** Throws a ProviderFault that names the place without its query: secrets and codes stand there. */
export async function askForeign({ url, body }: Question, timeoutMs: number = TIMEOUT_MS): Promise<Answer> {
  const { origin, pathname } = new URL(url);
  const place = `${origin}${pathname}`;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const post = { method: "POST", headers: { "content-type": "application/json" }, body };
    const response = await fetch(url, { ...(body === null ? {} : post), redirect: "error", signal });
    const text = await readUpTo(response, MAX_BYTES);
    if (text === null) throw away(`expected at most ${MAX_BYTES} bytes from ${place}, got more`);
    if (!response.ok) throw away(`expected an answer from ${place}, got status ${response.status}`);
    return jsonOf(text, place);
  } catch (fault) {
    if (fault instanceof ProviderFault) throw fault;
    throw away(`expected an answer from ${place}, got ${signal.aborted ? `none in ${timeoutMs} ms` : "none"}`);
  }
}

const away = (message: string): ProviderFault => new ProviderFault("away", message);

function jsonOf(text: string, place: string): Answer {
  try {
    return Answer.parse(JSON.parse(text));
  } catch {
    // What it says instead may hold what we sent.
    throw away(`expected a JSON object from ${place}, got something else`);
  }
}

/** Null for a longer one, of which no more is read. */
async function readUpTo({ body }: Response, most: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** What stands at `path` (`data.user.id`); null for nothing that names anything. */
export function fieldOf(answer: Answer, path: string): string | null {
  const found = path
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === "object" && inner !== null && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined,
      answer,
    );
  if (typeof found === "number" || typeof found === "boolean") return String(found);
  return typeof found === "string" && found !== "" ? found : null;
}
