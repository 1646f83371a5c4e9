// The server's settings: the program's own, and what a production start must have.
import { readFileSync } from "node:fs";
import { parseSettings, type Settings } from "@minqing/core/settings/settings";
import {
  type BrokerTrust,
  brokerTrust,
  type ListenerFiles,
  listenerFiles,
  plainBroker,
  plainListening,
} from "@minqing/core/settings/transport";
import { singleSignOnFrom } from "./access/sso/settings.ts";
import type { SingleSignOnOptions } from "./access/sso/single-sign-on.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const EXAMPLE = /change.?me|default|example|secret|password|minqing/i;
const FEWEST_CHARACTERS = 32;
const FEWEST_DIFFERENT = 10;

export interface ServerConfig {
  settings: Settings;
  secret: string;
  contactSecret: string | null;
  sso: SingleSignOnOptions[];
  tlsFiles: ListenerFiles | null;
  brokerTrust: BrokerTrust | null;
  /** What travels in the clear. */
  warnings: string[];
}

/** Throws with what was expected and what was got; the secret itself is never shown. */
export function serverConfig(environment: Environment = process.env): ServerConfig {
  const settings = parseSettings(environment);
  const secret = sessionSecret(settings);
  if (secret === null) {
    throw new Error(
      "expected SESSION_SECRET or SESSION_SECRET_FILE with a random text, got neither (openssl rand -base64 32)",
    );
  }
  return {
    ...{ settings, secret, contactSecret: contactSecret(settings), sso: singleSignOnFrom(settings) },
    tlsFiles: listenerFiles(settings, "TLS_CLIENT_CA_FILE"),
    brokerTrust: brokerTrust(settings),
    warnings: [plainListening(settings), plainBroker(settings)].filter((text) => text !== null),
  };
}

/** The secret of the settings; null when they name none. Throws for one that can be guessed. */
export const sessionSecret = ({ SESSION_SECRET, SESSION_SECRET_FILE }: Settings): string | null =>
  goodSecret("SESSION_SECRET", SESSION_SECRET, SESSION_SECRET_FILE);

/** What seals contacts of cases: its own, so that a new session secret does not make them unreadable. */
export const contactSecret = ({ CONTACT_SECRET, CONTACT_SECRET_FILE }: Settings): string | null =>
  goodSecret("CONTACT_SECRET", CONTACT_SECRET, CONTACT_SECRET_FILE);

function goodSecret(name: string, text: string | undefined, file: string | undefined): string | null {
  const secret = text ?? (file === undefined ? null : readSecret(name, file));
  if (secret === null) return null;
  if (secret.length < FEWEST_CHARACTERS || new Set(secret).size < FEWEST_DIFFERENT) {
    throw new Error(`expected ${name} of ${FEWEST_CHARACTERS} random characters or more, got a shorter or plainer one`);
  }
  if (EXAMPLE.test(secret)) throw new Error(`expected a ${name} of your own, got one that looks like an example`);
  return secret;
}

function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new Error(`expected a secret in ${name}_FILE ${file}, could not read it`, { cause });
  }
}
