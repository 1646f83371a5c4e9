// The form of a new service token. Afterwards only its end can be changed.
import { isGreat } from "@minqing/core/access/approval";
import type { SignInPolicy } from "@minqing/core/access/policy";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { createServiceToken, type FreshServiceToken } from "../../api/service-tokens.ts";
import { useText } from "../../i18n/use-text.ts";
import { serverNowMs } from "../../live/live-store.ts";
import { readApprovals } from "../approval/approval-store.ts";
import { useApprover } from "../approval/use-approver.ts";
import { showNotice } from "../notice-store.ts";
import { useUnsaved } from "../unsaved.ts";
import { whyText } from "../why-text.ts";
import { TokenFields } from "./TokenFields.tsx";
import { furthestDay, newTokenForm, readTokenForm } from "./token-form.ts";

interface Props {
  policy: SignInPolicy;
  onCreated(fresh: FreshServiceToken): void;
}

export function TokenEditor({ policy: { tokenMaxDays }, onCreated }: Props) {
  const t = useText();
  const approver = useApprover();
  const [before] = useState(() => newTokenForm(tokenMaxDays, serverNowMs()));
  const [form, setForm] = useState(before);
  const [hasTried, setHasTried] = useState(false);
  const [working, setWorking] = useState(false);
  const furthest = furthestDay(tokenMaxDays, serverNowMs());
  const { draft, issues } = readTokenForm(form, furthest);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => element.current?.querySelector("input")?.focus(), []);
  useUnsaved(form !== before);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setHasTried(true);
    if (draft === null) return;
    setWorking(true);
    try {
      const fresh = await createServiceToken(draft);
      const isHeld = fresh.serviceToken.awaitsApproval;
      onCreated(fresh);
      if (isHeld) void readApprovals();
      showNotice("done", t(isHeld ? "approval.sent" : "token.created", { name: draft.name, role: approver }));
    } catch (error) {
      showNotice("failed", whyText(t, error));
      setWorking(false);
    }
  };
  return (
    <form
      ref={element}
      className="account-form"
      onSubmit={(event) => void submit(event)}
      aria-busy={working}
      noValidate
    >
      <fieldset disabled={working}>
        <TokenFields form={form} issues={hasTried ? issues : []} furthest={furthest} onChange={setForm} />
      </fieldset>
      <footer className="form-foot">
        <button type="submit" className="button primary" disabled={working}>
          {t(working ? "access.working" : isGreat(form) ? "approval.send" : "token.create")}
        </button>
        <span className="muted">
          {isGreat(form) && `${t("approval.sendNote", { role: approver })} · `}
          {t("token.createNote")}
        </span>
      </footer>
    </form>
  );
}
