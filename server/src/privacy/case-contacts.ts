// Contacts of cases as they lie in the database: sealed, each bound to its case, with keys that are not there.
import { createHmac } from "node:crypto";
import { CaseContact } from "@minqing/core/privacy/contact";
import type { Executor } from "@minqing/geodata/database";
import { insertContact, type SealedContact } from "@minqing/geodata/privacy/contact-queries";
import type { Logger } from "pino";
import { SealingKeys, type Secrets } from "../sealing/sealing-keys.ts";

/** What a sealed contact is bound to. */
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

  keep(tx: Executor, given: { caseId: string; contact: CaseContact; at: Date; synthetic: boolean }): Promise<void> {
    const { caseId, contact, at, synthetic } = given;
    return insertContact(tx, { caseId, sealed: this.seal(caseId, contact), at, synthetic });
  }

  seal(caseId: string, contact: CaseContact): Uint8Array {
    return this.keys.seal(contactOwner(caseId), JSON.stringify(contact));
  }

  /** Null where no key of this server sealed it: the case is shown all the same. */
  open(caseId: string, { sealed }: Pick<SealedContact, "sealed">): CaseContact | null {
    try {
      return CaseContact.parse(JSON.parse(this.keys.open(contactOwner(caseId), sealed)));
    } catch (fault) {
      // The fault may hold what was read.
      const name = fault instanceof Error ? fault.name : "unknown";
      this.#log.error(
        { caseId, fault: name },
        "a contact cannot be opened: was CONTACT_SECRET changed without CONTACT_SECRET_PREVIOUS?",
      );
      return null;
    }
  }

  /** Stands for the contact where requests are compared: nobody can try telephone numbers out against it. */
  fingerprint(contact: CaseContact): string {
    return createHmac("sha256", this.#secret)
      .update(`contact ${JSON.stringify(contact)}`)
      .digest("base64url");
  }
}
