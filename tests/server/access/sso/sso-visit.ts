// The browser at our side of single sign-on: start, callback, and its cookies.
import { expect } from "vitest";

export type Request = (path: string, init?: RequestInit) => Promise<Response>;

export const cookieOf = (response: Response, name: string): string =>
  response.headers
    .getSetCookie()
    .find((set) => set.startsWith(`${name}=`))
    ?.split(";")[0] ?? "";

export async function beginAt(request: Request, path: string) {
  const response = await request(path);
  expect(response.status).toBe(302);
  return { url: response.headers.get("location") ?? "", cookie: cookieOf(response, "minqing-sso"), response };
}

export const comeBackTo = (request: Request, path: string, cookie: string): Promise<Response> =>
  request(path, { headers: { cookie } });

export interface Visit {
  location: string | null;
  /** "" where no session was opened. */
  session: string;
}

/** A whole sign-in; `atProvider` returns the path of the redirect back. */
export async function visit(
  request: Request,
  start: string,
  atProvider: (url: string) => Promise<string>,
): Promise<Visit> {
  const { url, cookie } = await beginAt(request, start);
  const response = await comeBackTo(request, await atProvider(url), cookie);
  expect(response.status).toBe(302);
  return { location: response.headers.get("location"), session: cookieOf(response, "minqing") };
}
