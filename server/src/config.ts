// The server's settings: the program's own, and what a production start must have.
import { readFileSync } from "node:fs";
import { parseSettings, type Settings } from "@minqing/core/settings/settings";
import {
  type BrokerTrust,
  brokerTrust,
  checkBrokerEncryption,
  checkListenerEncryption,
  type ListenerFiles,
  listenerFiles,
} from "@minqing/core/settings/transport";
import { singleSignOnFrom } from "./access/sso/settings.ts";
import type { SingleSignOnOptions } from "./access/sso/single-sign-on.ts";
import type { Sealing } from "./sealing/sealing-secrets.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const EXAMPLE = /change.?me|default|example|secret|password|minqing/i;
const FEWEST_CHARACTERS = 32;
const FEWEST_DIFFERENT = 10;

export interface ServerConfig {
  settings: Settings;
  secret: string;
  sealing: Sealing;
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
    settings,
    secret,
    sealing: sealingFrom(settings, secret),
    sso: singleSignOnFrom(settings),
    tlsFiles: listenerFiles(settings, "TLS_CLIENT_CA_FILE"),
    brokerTrust: brokerTrust(settings),
    warnings: [checkListenerEncryption(settings), checkBrokerEncryption(settings)].filter((text) => text !== null),
  };
}

/** The secret of the settings; null when they name none. Throws for one that can be guessed. */
export const sessionSecret = ({ SESSION_SECRET, SESSION_SECRET_FILE }: Settings): string | null =>
  goodSecret("SESSION_SECRET", SESSION_SECRET, SESSION_SECRET_FILE);

/** What seals contacts and second factors, and what sealed them before. Contacts have a secret of their own where one is given. */
export function sealingFrom(settings: Settings, session: string): Sealing {
  const contact = goodSecret("CONTACT_SECRET", settings.CONTACT_SECRET, settings.CONTACT_SECRET_FILE);
  const oldContact = goodSecret(
    "CONTACT_SECRET_PREVIOUS",
    settings.CONTACT_SECRET_PREVIOUS,
    settings.CONTACT_SECRET_PREVIOUS_FILE,
  );
  const oldSession = goodSecret(
    "SESSION_SECRET_PREVIOUS",
    settings.SESSION_SECRET_PREVIOUS,
    settings.SESSION_SECRET_PREVIOUS_FILE,
  );
  refuseSame("SESSION_SECRET", session, oldSession);
  refuseSame("CONTACT_SECRET", contact ?? session, oldContact);
  const given = (...secrets: (string | null)[]) => secrets.filter((secret) => secret !== null);
  return {
    factor: { current: session, previous: given(oldSession) },
    contact:
      contact === null
        ? { current: session, previous: given(oldContact, oldSession) }
        : { current: contact, previous: given(oldContact) },
  };
}

function refuseSame(name: string, current: string, previous: string | null): void {
  if (previous === current) {
    throw new Error(`expected the secret before the present one in ${name}_PREVIOUS, got the present one`);
  }
}

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
