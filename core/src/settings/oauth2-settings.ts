// Settings of an identity platform with its own variant of OAuth 2 (企业微信 and similar ones). Platforms differ in the
// templates of addresses and the names of fields: a new platform needs settings, not code.
import { z } from "zod";
import { isSafeAddress } from "./safe-address.ts";

/** Placeholders between braces; their values are percent-encoded (in a body: JSON text). */
export const OAUTH2_PLACES = [
  "client_id",
  "client_secret",
  "agent_id",
  "redirect_uri",
  "state",
  "code",
  "access_token",
  "code_challenge",
  "code_verifier",
] as const;
export type OAuth2Place = (typeof OAUTH2_PLACES)[number];

const PLACE = /\{(\w+)\}/g;

export const placesOf = (template: string): string[] => [...template.matchAll(PLACE)].map(([, name = ""]) => name);

const isKnown = (name: string): boolean => OAUTH2_PLACES.some((place) => place === name);

const hasPlaces = (template: string, needed: readonly OAuth2Place[]): boolean => {
  const places = placesOf(template);
  return places.every(isKnown) && needed.every((name) => places.includes(name));
};

const address = (...needed: OAuth2Place[]) =>
  z
    .string()
    .max(2_000)
    .refine(
      (template) => hasPlaces(template, needed),
      `expected only ${OAUTH2_PLACES.map((name) => `{${name}}`).join(" ")}${needed.map((name) => `, {${name}} among them`).join("")}`,
    )
    .refine(
      (template) => isSafeAddress(template.replace(PLACE, "x")) && !/^[^/?#]*\/\/[^/?#]*\{/.test(template),
      "expected https, or http on this machine, with nothing to fill in before the path",
    );

const body = z
  .string()
  .max(2_000)
  .refine((template) => hasPlaces(template, []), "expected only known places between braces");

const words = (preset: string) =>
  z
    .string()
    .default(preset)
    .transform((text) => text.split(/\s+/).filter((word) => word !== ""));

export const OAUTH2_SETTINGS = {
  OAUTH2_AUTHORIZE_URL: address("redirect_uri", "state")
    .optional()
    .describe("where the browser signs in; absent: no single sign-on by OAuth 2"),
  OAUTH2_TOKEN_URL: address().optional().describe("gives the program's own access token"),
  OAUTH2_TOKEN_BODY: body.optional().describe("JSON that is posted there; absent: GET"),
  OAUTH2_USER_URL: address().optional().describe("tells by access token and code who came back"),
  OAUTH2_USER_BODY: body.optional().describe("JSON that is posted there; absent: GET"),
  OAUTH2_CLIENT_ID: z.string().max(256).optional().describe("what the platform calls this program: corpid, appid"),
  OAUTH2_AGENT_ID: z.string().max(256).default("").describe("number of the application within it: agentid"),
  OAUTH2_CLIENT_SECRET: z.string().optional(),
  OAUTH2_CLIENT_SECRET_FILE: z.string().optional().describe("file that holds OAUTH2_CLIENT_SECRET"),
  OAUTH2_TOKEN_FIELD: z.string().default("access_token").describe("where the access token stands in its answer"),
  OAUTH2_EXPIRES_FIELD: z.string().default("expires_in").describe("where its life in seconds stands"),
  OAUTH2_SUBJECT_FIELDS: words("userid UserId").describe(
    "where the person's lasting id stands: the first that is there",
  ),
  OAUTH2_USERNAME_FIELDS: words("userid UserId").describe("where the name stands that an account may have"),
  OAUTH2_ERROR_FIELD: z.string().default("errcode").describe("where an answer says what went wrong"),
  OAUTH2_OK_CODES: words("0").describe("values of it that mean: nothing"),
  OAUTH2_AWAY_CODES: words("-1 45009").describe("values that mean: again later"),
  OAUTH2_STALE_CODES: words("40014 42001").describe("values that mean: the access token is not valid any more"),
  OAUTH2_LABEL_ZH: z.string().max(40).default("企业微信登录").describe("text of the button"),
  OAUTH2_LABEL_EN: z.string().max(40).default("WeCom sign-in"),
} as const;
