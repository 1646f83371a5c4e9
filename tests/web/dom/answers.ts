// A stub of the server for component tests: responses by method and path, which a test may change.
import { vi } from "vitest";

type Answer = { status?: number; body: unknown } | "away";

export interface Answers {
  /** `route` is "GET /api/public-view"; the query is ignored. */
  set(route: string, answer: Answer): void;
  /** The requested routes in order. */
  readonly requested: string[];
}

export function stubServer(): Answers {
  const answers = new Map<string, Answer>();
  const requested: string[] = [];
  vi.stubGlobal("fetch", async (input: string | URL | Request, init: RequestInit = {}) => {
    const url = new URL(input instanceof Request ? input.url : String(input), "http://minqing.test");
    const route = `${init.method ?? "GET"} ${url.pathname}`;
    requested.push(route);
    const answer = answers.get(route) ?? "away";
    if (answer === "away") throw new TypeError("Failed to fetch");
    const { status = 200, body } = answer;
    return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
  });
  return { requested, set: (route, answer) => answers.set(route, answer) };
}
