// What the server answers to the components of one test: by method and path, changed as the test goes on.
import { vi } from "vitest";

type Answer = { status?: number; body: unknown } | "away";

export interface Answers {
  /** `GET /api/public-view`; the query is not looked at. */
  set(route: string, answer: Answer): void;
  /** What was asked, in order. */
  readonly asked: string[];
}

export function stubServer(): Answers {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (input: string | URL | Request, init: RequestInit = {}) => {
    const url = new URL(input instanceof Request ? input.url : String(input), "http://minqing.test");
    const route = `${init.method ?? "GET"} ${url.pathname}`;
    asked.push(route);
    const answer = answers.get(route) ?? "away";
    if (answer === "away") throw new TypeError("Failed to fetch");
    const { status = 200, body } = answer;
    return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
  });
  return { asked, set: (route, answer) => answers.set(route, answer) };
}
