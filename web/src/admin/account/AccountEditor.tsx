// The form of an account: shows issues beside their fields and asks for confirmation before a dangerous change.
import type { AccountView } from "@minqing/core/access/account";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { changeAccount, createAccount, type FreshAccount } from "../../api/accounts.ts";
import { isOvertaken } from "../../api/problem-error.ts";
import { type Text, useText } from "../../i18n/use-text.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { showNotice } from "../notice-store.ts";
import { useUnsaved } from "../unsaved.ts";
import { whyText } from "../why-text.ts";
import { AccountFields } from "./AccountFields.tsx";
import { type AccountForm, accountIssues, changedFields, formOf, NEW_ACCOUNT, warningsOf } from "./account-draft.ts";

interface Props {
  account: AccountView | null;
  isReadOnly: boolean;
  onChanged(account: AccountView): void;
  onCreated(fresh: FreshAccount): void;
  onStale(): void;
}

async function mayGoOn(t: Text, before: AccountForm, after: AccountForm): Promise<boolean> {
  const warnings = warningsOf(before, after);
  if (warnings.length === 0) return true;
  const effects = warnings.map((warning) => t(`admin.account.warn.${warning}`, { name: after.displayName }));
  return askFirst({ title: t("admin.account.ask", { name: after.displayName }), effects, act: t("admin.save") });
}

const draftOf = ({ username: _, ...form }: AccountForm) => ({
  ...form,
  displayName: form.displayName.trim(),
  roles: [...form.roles],
  regionCodes: [...form.regionCodes],
  exceptCodes: [...form.exceptCodes],
  reachCodes: [...form.reachCodes],
});

function useSaving({ account, onChanged, onCreated, onStale }: Props, form: AccountForm, before: AccountForm) {
  const t = useText();
  const [working, setWorking] = useState(false);
  const save = async () => {
    if (!(await mayGoOn(t, before, form))) return;
    setWorking(true);
    const draft = draftOf(form);
    try {
      if (account === null) onCreated(await createAccount(form.username, draft));
      else onChanged(await changeAccount(account.username, draft, account.version));
      showNotice(
        "done",
        t(account === null ? "admin.account.created" : "admin.account.saved", { name: draft.displayName }),
      );
    } catch (error) {
      showNotice("failed", whyText(t, error));
      if (account !== null && isOvertaken(error)) onStale();
    }
    setWorking(false);
  };
  return { working, save };
}

export function AccountEditor(props: Props) {
  const { account, isReadOnly } = props;
  const t = useText();
  const [before] = useState(() => (account === null ? NEW_ACCOUNT : formOf(account)));
  const [form, setForm] = useState(before);
  /** Issues of a new account are shown only after the first attempt to save. */
  const [hasTried, setHasTried] = useState(account !== null);
  const { working, save } = useSaving(props, form, before);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (account === null) element.current?.querySelector("input")?.focus();
  }, [account]);
  const issues = accountIssues(form);
  const changed = changedFields(before, form);
  useUnsaved(changed.length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setHasTried(true);
    if (issues.length === 0) void save();
  };
  const fields = changed.map((field) => t(`admin.field.${field}`)).join(t("list.comma"));
  const isIdle = account !== null && changed.length === 0;
  return (
    <form ref={element} className="account-form" onSubmit={submit} aria-busy={working} noValidate>
      <fieldset disabled={isReadOnly || working}>
        <AccountFields form={form} isNew={account === null} issues={hasTried ? issues : []} onChange={setForm} />
      </fieldset>
      {!isReadOnly && (
        <footer className="form-foot">
          <button type="submit" className="button primary" disabled={working || isIdle}>
            {t(working ? "access.working" : account === null ? "admin.create" : "admin.save")}
          </button>
          {!isIdle && account !== null && (
            <button type="button" className="text-button" onClick={() => setForm(before)}>
              {t("admin.undo")}
            </button>
          )}
          <span className="muted">
            {account === null
              ? t("admin.account.newNote")
              : isIdle
                ? t("admin.unchanged")
                : t("admin.changed", { fields })}
          </span>
        </footer>
      )}
    </form>
  );
}
