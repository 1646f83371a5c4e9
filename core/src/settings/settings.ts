// Every setting of the environment, once: name, unit, default. Each process parses what it needs at its own edge.
import { z } from "zod";
import { CityCode } from "../region/codes.ts";
import { OAUTH2_SETTINGS } from "./oauth2-settings.ts";
import { isSafeAddress } from "./safe-address.ts";

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(["0", "1"]).transform((value) => value === "1");
const milliseconds = z.coerce.number().int().positive();

const webAddress = z.url({ protocol: /^https?$/, error: "expected an http or https URL", abort: true });
const issuer = webAddress.refine(isSafeAddress, "expected https, or http on this machine");
const origin = webAddress
  .refine((url) => new URL(url).href === `${new URL(url).origin}/`, "expected scheme, host and port without a path")
  .transform((url) => new URL(url).origin);

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
const networks = z
  .string()
  .default("")
  .transform(words)
  .pipe(
    z.array(
      z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
        error: "expected IP addresses or networks (10.0.0.0/8), separated by spaces",
      }),
    ),
  );

export const Settings = z.object({
  HOST: z.string().default("127.0.0.1").describe("address that HTTP and the embedded broker listen on"),
  PORT: port.default(8080).describe("HTTP port; 0 takes a free one"),
  MQTT_PORT: port.default(1883).describe("port of the embedded broker; 0 takes a free one"),
  TLS_CERT_FILE: z.string().optional().describe("certificate chain (PEM): HTTP and the embedded broker speak TLS"),
  TLS_KEY_FILE: z.string().optional().describe("key (PEM) of TLS_CERT_FILE"),
  TLS_CLIENT_CA_FILE: z.string().optional().describe("PEM: HTTP demands a certificate that one of these has signed"),
  MQTTS_PORT: port.default(8883).describe("port of the embedded broker with TLS; without TLS it stays closed"),
  MQTTS_CLIENT_CA_FILE: z.string().optional().describe("PEM: the embedded broker demands a certificate of these"),
  PROXY_ADDRESSES: networks.describe("proxies that end TLS for us; their forwarding headers are believed"),
  DATA_DIR: z.string().default("./data").describe("folder of the embedded database, basemap and demo credentials"),
  DATABASE_URL: z.url().optional().describe("PostgreSQL, application role; absent: embedded PGlite in DATA_DIR"),
  DATABASE_OWNER_URL: z.url().optional().describe("PostgreSQL, owner role: migrations and partitions"),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10).describe("connections"),
  DATABASE_STATEMENT_TIMEOUT_MS: milliseconds.default(15_000).describe("ms"),
  MQTT_URL: z.url().optional().describe("external broker; absent: embedded aedes"),
  MQTT_USERNAME: z.string().default("minqing-gateway").describe("credential of the gateway at an external broker"),
  MQTT_PASSWORD: z.string().optional(),
  MQTT_CA_FILE: z.string().optional().describe("PEM of who signed the external broker's certificate"),
  MQTT_CERT_FILE: z.string().optional().describe("certificate (PEM) shown to the external broker"),
  MQTT_KEY_FILE: z.string().optional().describe("key (PEM) of MQTT_CERT_FILE"),
  MQTT_SERVER_NAME: z.string().optional().describe("name in the broker's certificate, if not the host of MQTT_URL"),
  CITY: z.string().default("441500").pipe(CityCode).describe("441500 汕尾, 440500 汕头"),
  CITY_SCALE: z.coerce.number().positive().max(3).default(1).describe("density of the demo city"),
  DEMO: flag.default(false).describe("1: demo accounts and devices; a production start is 0"),
  SESSION_SECRET: z.string().min(32, "expected at least 32 characters").optional(),
  SESSION_SECRET_FILE: z.string().optional().describe("file that holds SESSION_SECRET"),
  SESSION_SECRET_PREVIOUS: z.string().min(32, "expected at least 32 characters").optional(),
  SESSION_SECRET_PREVIOUS_FILE: z
    .string()
    .optional()
    .describe("file that holds SESSION_SECRET_PREVIOUS, which still opens second factors sealed with it"),
  CONTACT_SECRET: z.string().min(32, "expected at least 32 characters").optional(),
  CONTACT_SECRET_FILE: z
    .string()
    .optional()
    .describe("file that holds CONTACT_SECRET, which seals the contacts of cases; absent: SESSION_SECRET does"),
  CONTACT_SECRET_PREVIOUS: z.string().min(32, "expected at least 32 characters").optional(),
  CONTACT_SECRET_PREVIOUS_FILE: z
    .string()
    .optional()
    .describe("file that holds CONTACT_SECRET_PREVIOUS, which still opens contacts sealed with it"),
  METRICS_TOKEN: z.string().optional().describe("bearer token for /metrics from elsewhere than loopback"),
  AUDIT_KEY_FILE: z.string().optional().describe("Ed25519 private key (PEM) that signs the audit chain's heads"),
  AUDIT_ANCHOR: z
    .string()
    .regex(/^(?!\w+:\/\/)|^(file|https?|syslog):\/\//, "expected a path or a file, http, https or syslog URL")
    .optional()
    .describe("where the heads of the audit chain go as well: a path, file:///…, https://…, syslog://host:port"),
  ALLOWED_HOSTS: z
    .string()
    .default("")
    .transform(words)
    .describe("host names by which browsers reach the server, besides that of PUBLIC_URL, separated by spaces"),
  PUBLIC_URL: origin.optional().describe("address that browsers reach the server by; single sign-on returns to it"),
  OIDC_ISSUER: issuer.optional().describe("OpenID Connect provider; absent: no single sign-on"),
  OIDC_CLIENT_ID: z.string().optional().describe("what the provider calls this server"),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_CLIENT_SECRET_FILE: z.string().optional().describe("file that holds OIDC_CLIENT_SECRET"),
  OIDC_USERNAME_CLAIM: z.string().default("preferred_username").describe("claim that names the account"),
  OIDC_SECOND_FACTOR_AMR: z
    .string()
    .default("")
    .transform(words)
    .describe("values of amr or acr that prove a second factor, separated by spaces"),
  OIDC_LABEL_ZH: z.string().max(40).default("统一身份认证登录").describe("text of the button"),
  OIDC_LABEL_EN: z.string().max(40).default("Single sign-on"),
  ...OAUTH2_SETTINGS,
  SIM_RATE: z.coerce.number().min(0).max(1000).default(1).describe("simulators' speed; 0 starts none"),
  SIM_SCENARIO: z.enum(["calm", "storm", "rush-hour", "flood"]).default("calm"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug"]).default("info"),
  TZ: z.string().default("Asia/Shanghai"),
});
export type Settings = z.infer<typeof Settings>;

/** Secrets, and addresses that may hold one. */
const REDACTED = /SECRET(_PREVIOUS)?$|PASSWORD$|TOKEN$|^DATABASE_.*URL$|^MQTT_URL$|^AUDIT_ANCHOR$/;

const shown = (name: string, value: string | undefined): string =>
  value !== undefined && REDACTED.test(name) ? `a text of ${value.length} characters` : JSON.stringify(value);

/** Parses an environment; the error lists each invalid setting with expected and got. */
export function parseSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Settings.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `${name}: ${issue.message}, got ${shown(name, present[name])}`;
  });
  throw new Error(`invalid settings\n  ${lines.join("\n  ")}`);
}
