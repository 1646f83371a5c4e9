// HTTP as any partner system uses it: signed in, a bearer token, every answer checked against its schema.
import { Problem } from "@minqing/core/problem/problem";
import { z } from "zod";

export interface Credential {
  username: string;
  password: string;
}

/** A refusal the server explained. `code` is the last part of `urn:problem:<code>`. */
export class Refusal extends Error {
  readonly code: string;

  constructor(problem: Problem, asked: string) {
    super(`${asked}: ${problem.title}${problem.detail === undefined ? "" : ` (${problem.detail})`}`);
    this.name = "Refusal";
    this.code = problem.type.replace("urn:problem:", "");
  }
}

const SignedIn = z.object({ token: z.string() });
const PATIENCE_MS = 15_000;

async function refusalOf(response: Response, asked: string): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => null);
  const problem = Problem.safeParse(body);
  const title = `expected a problem document, got HTTP ${response.status}`;
  return new Refusal(problem.data ?? { type: "urn:problem:internal", title, status: response.status }, asked);
}

/** One signed-in account. A session that has ended is opened again once. */
export class CityClient {
  readonly #base: string;
  readonly #credential: Credential;
  #token: string | null = null;

  constructor(base: string, credential: Credential) {
    this.#base = base.replace(/\/$/, "");
    this.#credential = credential;
  }

  get username(): string {
    return this.#credential.username;
  }

  get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return this.#ask("GET", path, null, schema);
  }

  /** Each call is a wish of its own: the key lets the server recognise a repetition. */
  post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    return this.#ask("POST", path, { body: JSON.stringify(body), key: crypto.randomUUID() }, schema);
  }

  async #ask<T>(
    method: string,
    path: string,
    sent: { body: string; key: string } | null,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const asked = `${method} ${path}`;
    let response = await this.#send(method, path, sent);
    if (response.status === 401) {
      this.#token = null;
      response = await this.#send(method, path, sent);
    }
    if (!response.ok) throw await refusalOf(response, asked);
    const answer = schema.safeParse(await response.json());
    if (!answer.success) throw new TypeError(`${asked}: ${z.prettifyError(answer.error)}`);
    return answer.data;
  }

  async #send(method: string, path: string, sent: { body: string; key: string } | null): Promise<Response> {
    this.#token ??= await this.#signIn();
    const headers: Record<string, string> = { authorization: `Bearer ${this.#token}` };
    if (sent !== null) {
      headers["content-type"] = "application/json";
      headers["idempotency-key"] = sent.key;
    }
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return fetch(this.#base + path, { method, headers, body: sent?.body ?? null, signal });
  }

  async #signIn(): Promise<string> {
    const response = await fetch(`${this.#base}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(this.#credential),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw await refusalOf(response, "POST /api/session");
    return SignedIn.parse(await response.json()).token;
  }
}
