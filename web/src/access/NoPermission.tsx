// Shown when the reader's roles do not open the page: names the roles that do, and links to another page.
import type { SessionView } from "@minqing/core/access/account";
import { PERMISSIONS, type Permission } from "@minqing/core/access/permissions";
import { signOut } from "../api/session.ts";
import { useText } from "../i18n/use-text.ts";
import { useRoleNames } from "./use-role-names.ts";
import "./sign-in.css";

export function NoPermission({ session, needs }: { session: SessionView; needs: Permission }) {
  const t = useText();
  const names = useRoleNames();
  return (
    <main className="sign-in">
      <section className="card">
        <h1>{t("access.denied")}</h1>
        <p>{t("access.denied.why", { mine: names(session.roles), others: names(PERMISSIONS[needs].roles) })}</p>
        <a className="main-act" href="/admin">
          {t("access.toAdmin")}
        </a>
        <button type="button" className="link" onClick={() => void signOut().then(() => location.reload())}>
          {t("signin.out")}
        </button>
      </section>
    </main>
  );
}
