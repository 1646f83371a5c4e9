// The server's configuration: the program's settings, the secrets, and the checks of a production start.

import { readFileSync } from "node:fs";
import { hostname } from "node:os";
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
import type { SealingSecrets } from "./sealing/sealing-secrets.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const EXAMPLE = /change.?me|default|example|secret|password|minqing/i;
const MIN_CHARACTERS = 32;
const MIN_DISTINCT_CHARACTERS = 10;

export interface ServerConfig {
  settings: Settings;
  secret: string;
  sealing: SealingSecrets;
  sso: SingleSignOnOptions[];
  tlsFiles: ListenerFiles | null;
  brokerTrust: BrokerTrust | null;
  /** Warnings about unencrypted connections. */
  warnings: string[];
}

/** Throws with expected and got; the secret itself is never shown. */
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

/** The session secret; null when the settings contain none. Throws for one that can be guessed. */
export const sessionSecret = ({ SESSION_SECRET, SESSION_SECRET_FILE }: Settings): string | null =>
  checkedSecret("SESSION_SECRET", SESSION_SECRET, SESSION_SECRET_FILE);

/** The present and previous secrets that seal contacts and second factors. Contacts use CONTACT_SECRET where it is set. */
export function sealingFrom(settings: Settings, session: string): SealingSecrets {
  const contact = checkedSecret("CONTACT_SECRET", settings.CONTACT_SECRET, settings.CONTACT_SECRET_FILE);
  const oldContact = checkedSecret(
    "CONTACT_SECRET_PREVIOUS",
    settings.CONTACT_SECRET_PREVIOUS,
    settings.CONTACT_SECRET_PREVIOUS_FILE,
  );
  const oldSession = checkedSecret(
    "SESSION_SECRET_PREVIOUS",
    settings.SESSION_SECRET_PREVIOUS,
    settings.SESSION_SECRET_PREVIOUS_FILE,
  );
  refuseUnchanged("SESSION_SECRET", session, oldSession);
  refuseUnchanged("CONTACT_SECRET", contact ?? session, oldContact);
  const present = (...secrets: (string | null)[]) => secrets.filter((secret) => secret !== null);
  return {
    factor: { current: session, previous: present(oldSession) },
    contact:
      contact === null
        ? { current: session, previous: present(oldContact, oldSession) }
        : { current: contact, previous: present(oldContact) },
  };
}

function refuseUnchanged(name: string, current: string, previous: string | null): void {
  if (previous === current) {
    throw new Error(`expected the previous secret in ${name}_PREVIOUS, got the present one`);
  }
}

function checkedSecret(name: string, text: string | undefined, file: string | undefined): string | null {
  const secret = text ?? (file === undefined ? null : readSecret(name, file));
  if (secret === null) return null;
  if (secret.length < MIN_CHARACTERS || new Set(secret).size < MIN_DISTINCT_CHARACTERS) {
    throw new Error(`expected ${name} of ${MIN_CHARACTERS} random characters or more, got a shorter or simpler one`);
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

/** The names by which this server may be addressed; addresses need none. */
export const hostNames = ({ HOST, PUBLIC_URL, ALLOWED_HOSTS }: Settings): string[] => [
  hostname(),
  HOST,
  ...(PUBLIC_URL === undefined ? [] : [new URL(PUBLIC_URL).hostname]),
  ...ALLOWED_HOSTS,
];
