// A password that was just made: told once, to be handed over, then forgotten by this page.
import type { AccountView } from "@minqing/core/access/account";
import { CopyButton } from "../../access/CopyButton.tsx";
import { useText } from "../../i18n/use-text.ts";

interface Props {
  account: AccountView;
  password: string;
  onDone(): void;
}

export function FreshPassword({ account, password, onDone }: Props) {
  const t = useText();
  return (
    <section className="once" role="status" aria-label={t("admin.fresh.title")}>
      <h3>{t("admin.fresh.title")}</h3>
      <p>{t("admin.fresh.why", { name: account.displayName })}</p>
      <output className="mono" data-fresh-password>
        {password}
      </output>
      <p className="acts">
        <CopyButton text={password} />
        <button type="button" className="button" onClick={onDone}>
          {t("admin.fresh.done")}
        </button>
      </p>
    </section>
  );
}
