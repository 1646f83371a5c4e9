// The open account: its form and its buttons. A new password is shown here once.
import type { AccountView } from "@minqing/core/access/account";
import { mayChangeAccount } from "@minqing/core/access/separation";
import { useCallback, useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { readAccount } from "../../api/accounts.ts";
import { EmptyList } from "../../console/EmptyList.tsx";
import { Caps } from "../../console/Keys.tsx";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { SkeletonRows } from "../../console/SkeletonRows.tsx";
import { useText } from "../../i18n/use-text.ts";
import { AwaitsNote } from "../approval/AwaitsNote.tsx";
import { useApprover } from "../approval/use-approver.ts";
import { ShownOnce } from "../ShownOnce.tsx";
import { useReading } from "../use-reading.ts";
import { AccountActs } from "./AccountActs.tsx";
import { AccountEditor } from "./AccountEditor.tsx";
import { IdentityLinks } from "./IdentityLinks.tsx";

interface Props {
  /** Null for a new account. */
  username: string | null;
  /** The account as the list has it. */
  known: AccountView | null;
  onChanged(account: AccountView): void;
  onCreated(account: AccountView): void;
  onClose(): void;
}

/** The newest version of the account: from the list, from the last change, or else read from the server. */
function useAccount(username: string | null, known: AccountView | null) {
  const isKnown = known !== null;
  const [reads, setReads] = useState(0);
  const read = useCallback(async () => {
    // Each read of accounts writes a row of the audit trail, so known accounts are not read again.
    if (username === null || (isKnown && reads === 0)) return { account: null };
    return { account: await readAccount(username) };
  }, [username, isKnown, reads]);
  const { value, failed } = useReading(read);
  const again = () => setReads((n) => n + 1);
  const [acted, setActed] = useState<AccountView | null>(null);
  const candidates = [known, value?.account ?? null, acted].filter((each) => each !== null);
  const account = candidates.reduce<AccountView | null>(
    (newest, each) => (newest !== null && newest.version > each.version ? newest : each),
    null,
  );
  const isGone = username !== null && value !== null && account === null;
  return { account, isGone, failed, again, setActed };
}

interface FreshPassword {
  password: string;
  /** It works only after an approval. */
  isHeld: boolean;
}

interface BodyProps extends Props {
  account: AccountView | null;
  onFresh(fresh: FreshPassword): void;
  onStale(): void;
}

function Body(props: BodyProps) {
  const { account, onFresh, onChanged, onCreated, onStale } = props;
  const { username: own } = useSession();
  const t = useText();
  const isOwn = account !== null && !mayChangeAccount(own, account.username);
  return (
    <>
      {isOwn && (
        <p className="read-only" role="note">
          {t("admin.account.own")}
        </p>
      )}
      {account !== null && (
        <AwaitsNote subject={{ kind: "account", name: account.username }} awaitsApproval={account.awaitsApproval} />
      )}
      {account !== null && !isOwn && (
        <AccountActs account={account} onChanged={onChanged} onFresh={onFresh} onStale={onStale} />
      )}
      <AccountEditor
        key={`${account?.username ?? ""} ${account?.version ?? ""}`}
        account={account}
        isReadOnly={isOwn}
        onChanged={onChanged}
        onStale={onStale}
        onCreated={({ account: made, password }) => {
          onFresh({ password, isHeld: made.awaitsApproval });
          onCreated(made);
        }}
      />
      {account !== null && <IdentityLinks key={account.username} username={account.username} isReadOnly={isOwn} />}
    </>
  );
}

export function AccountPane(props: Props) {
  const { username, known, onClose } = props;
  const t = useText();
  const { account, isGone, failed, again, setActed } = useAccount(username, known);
  const approver = useApprover();
  const [fresh, setFresh] = useState<FreshPassword | null>(null);
  const onChanged = (next: AccountView) => {
    setActed(next);
    props.onChanged(next);
  };
  return (
    <section className="pane side" aria-label={username ?? t("admin.accounts.new")}>
      <header className="pane-head">
        <h2>{account?.displayName ?? username ?? t("admin.accounts.new")}</h2>
        <span className="muted mono">{account?.username}</span>
        <span className="pane-tools">
          <button type="button" className="text-button" onClick={onClose}>
            <Caps strokes={["Escape"]} /> {t("admin.close")}
          </button>
        </span>
      </header>
      <div className="side-body">
        {failed !== null && <ReadFailure what={t("admin.section.accounts")} failed={failed} onRetry={again} />}
        {fresh !== null && account !== null && (
          <ShownOnce
            title={t("admin.fresh.title")}
            why={t("admin.fresh.why", { name: account.displayName })}
            awaits={fresh.isHeld ? t("approval.secret", { role: approver }) : null}
            secret={fresh.password}
            onDone={() => setFresh(null)}
          />
        )}
        {username !== null && account === null && !isGone && failed === null && <SkeletonRows count={8} height={44} />}
        {isGone && account === null && <EmptyList text={t("admin.account.gone", { username: username ?? "" })} />}
        {(username === null || account !== null) && (
          <Body
            {...props}
            account={account}
            onChanged={onChanged}
            onFresh={setFresh}
            onStale={again}
            onCreated={(made) => {
              setActed(made);
              props.onCreated(made);
            }}
          />
        )}
      </div>
    </section>
  );
}
