// Contacts of reports, sealed in the database: each is bound to its report, and the keys are outside the database.
import { CaseContact } from "@minqing/core/privacy/contact";
import type { Executor } from "@minqing/geodata/database";
import { insertContact, type SealedContact } from "@minqing/geodata/privacy/contact-queries";
import type { Logger } from "pino";
import { SealingKeys, type Secrets } from "../sealing/sealing-keys.ts";

/** The owner string that a sealed contact is bound to. It says case, because reports were cases when the first were sealed. */
export const contactOwner = (reportId: string): string => `contact of case ${reportId}`;

export class ReportContacts {
  readonly keys: SealingKeys;
  readonly #log: Logger;

  constructor(secrets: Secrets, log: Logger) {
    this.keys = new SealingKeys(secrets);
    this.#log = log;
  }

  save(tx: Executor, given: { reportId: string; contact: CaseContact; at: Date; synthetic: boolean }): Promise<void> {
    const { reportId, contact, at, synthetic } = given;
    return insertContact(tx, { reportId, sealed: this.seal(reportId, contact), at, synthetic });
  }

  seal(reportId: string, contact: CaseContact): Uint8Array {
    return this.keys.seal(contactOwner(reportId), JSON.stringify(contact));
  }

  /** Null where no key of this server opens the contact: the report is still shown. */
  open(reportId: string, { sealed }: Pick<SealedContact, "sealed">): CaseContact | null {
    try {
      return CaseContact.parse(JSON.parse(this.keys.open(contactOwner(reportId), sealed)));
    } catch (fault) {
      // The fault itself is not logged: it may contain the contact.
      const name = fault instanceof Error ? fault.name : "unknown";
      this.#log.error(
        { reportId, fault: name },
        "a contact cannot be opened: was CONTACT_SECRET changed without CONTACT_SECRET_PREVIOUS?",
      );
      return null;
    }
  }
}
