// Contacts of cases as they lie in the database: sealed, each bound to its case, with a key that is not there.
import { createHmac } from "node:crypto";
import { CaseContact } from "@minqing/core/privacy/contact";
import type { Executor } from "@minqing/geodata/database";
import { insertContact, type SealedContact } from "@minqing/geodata/privacy/contact-queries";
import type { Logger } from "pino";
import { openText, sealText } from "../access/sealed-text.ts";

const ownerOf = (caseId: string): string => `contact of case ${caseId}`;

export class CaseContacts {
  readonly #secret: string;
  readonly #log: Logger;

  constructor(secret: string, log: Logger) {
    this.#secret = secret;
    this.#log = log;
  }

  keep(tx: Executor, given: { caseId: string; contact: CaseContact; at: Date; synthetic: boolean }): Promise<void> {
    const { caseId, contact, at, synthetic } = given;
    return insertContact(tx, { caseId, sealed: this.seal(caseId, contact), at, synthetic });
  }

  seal(caseId: string, contact: CaseContact): Uint8Array {
    return sealText(this.#secret, ownerOf(caseId), JSON.stringify(contact));
  }

  /** Null where another key has sealed it: the case is shown all the same. */
  open(caseId: string, { sealed }: Pick<SealedContact, "sealed">): CaseContact | null {
    try {
      return CaseContact.parse(JSON.parse(openText(this.#secret, ownerOf(caseId), sealed)));
    } catch (fault) {
      // The fault may hold what was read.
      const name = fault instanceof Error ? fault.name : "unknown";
      this.#log.error({ caseId, fault: name }, "a contact cannot be opened: was CONTACT_SECRET changed?");
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
