// Contacts of cases, sealed in the database: each is bound to its case, and the keys are outside the database.
import { createHmac } from "node:crypto";
import { CaseContact } from "@minqing/core/privacy/contact";
import type { Executor } from "@minqing/geodata/database";
import { insertContact, type SealedContact } from "@minqing/geodata/privacy/contact-queries";
import type { Logger } from "pino";
import { SealingKeys, type Secrets } from "../sealing/sealing-keys.ts";

/** The owner string that a sealed contact is bound to. */
export const contactOwner = (caseId: string): string => `contact of case ${caseId}`;

export class CaseContacts {
  readonly keys: SealingKeys;
  readonly #secret: string;
  readonly #log: Logger;

  constructor(secrets: Secrets, log: Logger) {
    this.keys = new SealingKeys(secrets);
    this.#secret = secrets.current;
    this.#log = log;
  }

  save(tx: Executor, given: { caseId: string; contact: CaseContact; at: Date; synthetic: boolean }): Promise<void> {
    const { caseId, contact, at, synthetic } = given;
    return insertContact(tx, { caseId, sealed: this.seal(caseId, contact), at, synthetic });
  }

  seal(caseId: string, contact: CaseContact): Uint8Array {
    return this.keys.seal(contactOwner(caseId), JSON.stringify(contact));
  }

  /** Null where no key of this server opens the contact: the case is still shown. */
  open(caseId: string, { sealed }: Pick<SealedContact, "sealed">): CaseContact | null {
    try {
      return CaseContact.parse(JSON.parse(this.keys.open(contactOwner(caseId), sealed)));
    } catch (fault) {
      // The fault itself is not logged: it may contain the contact.
      const name = fault instanceof Error ? fault.name : "unknown";
      this.#log.error(
        { caseId, fault: name },
        "a contact cannot be opened: was CONTACT_SECRET changed without CONTACT_SECRET_PREVIOUS?",
      );
      return null;
    }
  }

  /** A keyed hash for comparing requests: without the key nobody can test guessed telephone numbers against it. */
  fingerprint(contact: CaseContact): string {
    return createHmac("sha256", this.#secret)
      .update(`contact ${JSON.stringify(contact)}`)
      .digest("base64url");
  }
}
