// The form of a new service token. Afterwards only its end can be changed.
import type { SignInPolicy } from "@minqing/core/access/policy";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { createServiceToken, type FreshServiceToken } from "../../api/service-tokens.ts";
import { useText } from "../../i18n/use-text.ts";
import { serverNowMs } from "../../live/live-store.ts";
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
      onCreated(await createServiceToken(draft));
      showNotice("done", t("token.created", { name: draft.name }));
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
          {t(working ? "access.working" : "token.create")}
        </button>
        <span className="muted">{t("token.createNote")}</span>
      </footer>
    </form>
  );
}
