// The identity links (身份绑定) of an account. They are read when the section is opened, because each read writes a row of
// the audit trail.
import type { IdentityLinkView, IdentityProviderView } from "@minqing/core/access/identity-link";
import { type FormEvent, useCallback, useState } from "react";
import { bindIdentity, type Identities, readIdentities, releaseIdentity } from "../../api/identities.ts";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { SkeletonRows } from "../../console/SkeletonRows.tsx";
import { useName } from "../../i18n/named.ts";
import { monthDayTime } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { Select } from "../../ui/Select.tsx";
import { readApprovals } from "../approval/approval-store.ts";
import { useApprover } from "../approval/use-approver.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { showNotice } from "../notice-store.ts";
import { useReading } from "../use-reading.ts";
import { whyText } from "../why-text.ts";
import { Line } from "./Line.tsx";

interface Props {
  username: string;
  isReadOnly: boolean;
}

interface LinkProps extends Props {
  link: IdentityLinkView;
  label: string;
  onChanged(): void;
}

function Link({ username, isReadOnly, link, label, onChanged }: LinkProps) {
  const t = useText();
  const release = async () => {
    const effects = [t("identity.release.effect.1"), t("identity.release.effect.2")];
    if (!(await askFirst({ title: t("identity.release.ask", { label }), effects, act: t("identity.release") }))) return;
    try {
      await releaseIdentity(username, link.id);
      showNotice("done", t("identity.released"));
    } catch (error) {
      showNotice("failed", whyText(t, error));
    }
    onChanged();
  };
  const used = link.lastUsedAt === null ? t("admin.never") : monthDayTime(Date.parse(link.lastUsedAt));
  return (
    <li className="chip" data-link={link.subject}>
      <b>{label}</b>
      <span className="mono">{link.subject}</span>
      <span className="muted" title={link.provider}>
        {t("identity.since", { at: monthDayTime(Date.parse(link.linkedAt)), by: link.linkedBy, used })}
      </span>
      {!isReadOnly && (
        <button type="button" className="text-button" data-release onClick={() => void release()}>
          {t("identity.release")}
        </button>
      )}
    </li>
  );
}

interface BindProps extends Pick<Props, "username"> {
  providers: readonly IdentityProviderView[];
  onChanged(): void;
}

function BindForm({ username, providers, onChanged }: BindProps) {
  const t = useText();
  const name = useName();
  const [provider, setProvider] = useState(providers[0]?.provider ?? "");
  const [subject, setSubject] = useState("");
  const [working, setWorking] = useState(false);
  const approver = useApprover();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setWorking(true);
    try {
      const { link } = await bindIdentity(username, { provider, subject: subject.trim() });
      if (link === null) void readApprovals();
      showNotice("done", link === null ? t("approval.sent", { name: username, role: approver }) : t("identity.bound"));
      onChanged();
    } catch (error) {
      showNotice("failed", whyText(t, error));
    }
    setWorking(false);
  };
  return (
    <form className="short-form" onSubmit={(event) => void submit(event)}>
      <Line label={t("identity.provider")} htmlFor="identity-provider">
        <Select
          id="identity-provider"
          label={t("identity.provider")}
          value={provider}
          choices={providers.map(({ provider: id, labelZh, labelEn }) => ({
            id,
            label: `${name(labelZh, labelEn)} · ${id}`,
          }))}
          onChange={setProvider}
        />
      </Line>
      <Line label={t("identity.subject")} htmlFor="identity-subject" help={t("identity.subject.help")}>
        <input
          id="identity-subject"
          className="mono"
          value={subject}
          maxLength={255}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setSubject(event.target.value)}
        />
      </Line>
      <p className="acts">
        <button type="submit" className="button" data-bind disabled={working || subject.trim() === ""}>
          {t(working ? "access.working" : "identity.bind")}
        </button>
      </p>
    </form>
  );
}

function Body({ username, isReadOnly, identities, again }: Props & { identities: Identities; again(): void }) {
  const t = useText();
  const name = useName();
  const { items, providers } = identities;
  const labelOf = (id: string) => {
    const found = providers.find(({ provider }) => provider === id);
    return found === undefined ? id : name(found.labelZh, found.labelEn);
  };
  const free = providers.filter(({ provider }) => items.every((link) => link.provider !== provider));
  return (
    <>
      {items.length === 0 && (
        <p className="muted">{t(providers.length === 0 ? "identity.noProvider" : "identity.none")}</p>
      )}
      <ul className="chips">
        {items.map((link) => (
          <Link key={link.id} {...{ username, isReadOnly, link }} label={labelOf(link.provider)} onChanged={again} />
        ))}
      </ul>
      {!isReadOnly && free.length > 0 && (
        <BindForm key={free[0]?.provider} username={username} providers={free} onChanged={again} />
      )}
    </>
  );
}

function Opened(props: Props) {
  const { username } = props;
  const t = useText();
  const read = useCallback(() => readIdentities(username), [username]);
  const { value, failed, again } = useReading(read);
  if (failed !== null) return <ReadFailure what={t("identity.title")} failed={failed} onRetry={() => void again()} />;
  if (value === null) return <SkeletonRows count={1} height={44} />;
  return <Body {...props} identities={value} again={() => void again()} />;
}

export function IdentityLinks(props: Props) {
  const t = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="identities" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t("identity.title")}</summary>
      {isOpen && <Opened {...props} />}
    </details>
  );
}
