// The contact of a report: name and telephone; rarely used fields are folded.
import { CONTACT_FIELDS, type ContactField } from "@minqing/core/privacy/contact";
import { useText } from "../../i18n/use-text.ts";
import { changeNewCase, useNewCase } from "./new-case-store.ts";
import { contactIssues } from "./report-contact.ts";

const MAX: Record<ContactField, number> = { name: 40, phone: 24, identityNumber: 18, plate: 10, address: 200 };

function ContactInput({ field }: { field: ContactField }) {
  const t = useText();
  const contact = useNewCase((state) => state.contact);
  return (
    <input
      id={`new-contact-${field}`}
      aria-label={t(`contact.${field}`)}
      value={contact[field]}
      maxLength={MAX[field]}
      autoComplete="off"
      placeholder={t(`contact.${field}`)}
      onChange={(event) => changeNewCase({ contact: { ...contact, [field]: event.target.value } })}
    />
  );
}

export function ContactFields() {
  const t = useText();
  const contact = useNewCase((state) => state.contact);
  const issues = contactIssues(contact).filter((field) => contact[field].trim() !== "");
  return (
    <div className="contact-fields">
      <div className="contact-pair">
        <ContactInput field="name" />
        <ContactInput field="phone" />
      </div>
      <details>
        <summary>{t("contact.new.more")}</summary>
        <div className="contact-fields">
          {CONTACT_FIELDS.slice(2).map((field) => (
            <ContactInput key={field} field={field} />
          ))}
        </div>
      </details>
      {issues.map((field) => (
        <p key={field} className="field-error" role="alert">
          {t(`contact.wrong.${field}`)}
        </p>
      ))}
    </div>
  );
}
