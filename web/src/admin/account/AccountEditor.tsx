// The form of an account: shows issues beside their fields and asks for confirmation before a dangerous change.
import type { AccountView } from "@minqing/core/access/account";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { changeAccount, createAccount, type FreshAccount } from "../../api/accounts.ts";
import { isOvertaken } from "../../api/problem-error.ts";
import { type Text, useText } from "../../i18n/use-text.ts";
import { readApprovals } from "../approval/approval-store.ts";
import { useApprover } from "../approval/use-approver.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { showNotice } from "../notice-store.ts";
import { useUnsaved } from "../unsaved.ts";
import { whyText } from "../why-text.ts";
import { AccountFields } from "./AccountFields.tsx";
import {
  type AccountForm,
  accountIssues,
  changedFields,
  formOf,
  NEW_ACCOUNT,
  needsApproval,
  warningsOf,
} from "./account-draft.ts";

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

interface Edited {
  before: AccountForm;
  form: AccountForm;
  undo(): void;
}

function useSaving({ account, onChanged, onCreated, onStale }: Props, { before, form, undo }: Edited) {
  const t = useText();
  const approver = useApprover();
  const [working, setWorking] = useState(false);
  /** Returns whether the server holds it for approval: then an account that exists keeps its version. */
  const send = async (draft: ReturnType<typeof draftOf>): Promise<boolean> => {
    if (account === null) {
      const fresh = await createAccount(form.username, draft);
      onCreated(fresh);
      return fresh.account.awaitsApproval;
    }
    const changed = await changeAccount(account.username, draft, account.version);
    onChanged(changed);
    return changed.version === account.version;
  };
  const save = async () => {
    if (!(await mayGoOn(t, before, form))) return;
    setWorking(true);
    const draft = draftOf(form);
    try {
      const isHeld = await send(draft);
      const done = account === null ? "admin.account.created" : "admin.account.saved";
      showNotice("done", t(isHeld ? "approval.sent" : done, { name: draft.displayName, role: approver }));
      if (isHeld) {
        undo();
        void readApprovals();
      }
    } catch (error) {
      showNotice("failed", whyText(t, error));
      if (account !== null && isOvertaken(error)) onStale();
    }
    setWorking(false);
  };
  return { working, save };
}

interface FootProps {
  account: AccountView | null;
  before: AccountForm;
  form: AccountForm;
  working: boolean;
  onUndo(): void;
}

function Foot({ account, before, form, working, onUndo }: FootProps) {
  const t = useText();
  const approver = useApprover();
  const changed = changedFields(before, form);
  const isIdle = account !== null && changed.length === 0;
  const isGreat = !isIdle && needsApproval(account, form);
  const fields = changed.map((field) => t(`admin.field.${field}`)).join(t("list.comma"));
  const save = isGreat ? "approval.send" : account === null ? "admin.create" : "admin.save";
  return (
    <footer className="form-foot">
      <button type="submit" className="button primary" disabled={working || isIdle}>
        {t(working ? "access.working" : save)}
      </button>
      {!isIdle && account !== null && (
        <button type="button" className="text-button" onClick={onUndo}>
          {t("admin.undo")}
        </button>
      )}
      <span className="muted">
        {isGreat && `${t("approval.sendNote", { role: approver })} · `}
        {account === null ? t("admin.account.newNote") : isIdle ? t("admin.unchanged") : t("admin.changed", { fields })}
      </span>
    </footer>
  );
}

export function AccountEditor(props: Props) {
  const { account, isReadOnly } = props;
  const [before] = useState(() => (account === null ? NEW_ACCOUNT : formOf(account)));
  const [form, setForm] = useState(before);
  /** Issues of a new account are shown only after the first attempt to save. */
  const [hasTried, setHasTried] = useState(account !== null);
  const undo = () => setForm(before);
  const { working, save } = useSaving(props, { before, form, undo });
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
  return (
    <form ref={element} className="account-form" onSubmit={submit} aria-busy={working} noValidate>
      <fieldset disabled={isReadOnly || working}>
        <AccountFields form={form} isNew={account === null} issues={hasTried ? issues : []} onChange={setForm} />
      </fieldset>
      {!isReadOnly && <Foot {...{ account, before, form, working }} onUndo={undo} />}
    </form>
  );
}
