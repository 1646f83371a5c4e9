// The administration page: sections by permission, the section that the address names, the confirmation dialog and the
// notice.
import { useEffect } from "react";
import { useSession } from "../access/SessionGate.tsx";
import { EmptyList } from "../console/EmptyList.tsx";
import { useText } from "../i18n/use-text.ts";
import { AccountsPage } from "./account/AccountsPage.tsx";
import { ApprovalsPage } from "./approval/ApprovalsPage.tsx";
import { AuditPage } from "./audit/AuditPage.tsx";
import { AskDialog } from "./confirm/AskDialog.tsx";
import { DevicesPage } from "./device/DevicesPage.tsx";
import { AdminBar } from "./frame/AdminBar.tsx";
import { AdminP1 } from "./frame/AdminP1.tsx";
import { NoticeLine } from "./frame/NoticeLine.tsx";
import { SectionNav } from "./frame/SectionNav.tsx";
import { ImportPage } from "./import/ImportPage.tsx";
import { OrganisationPage } from "./organisation/OrganisationPage.tsx";
import { OwnPage } from "./own/OwnPage.tsx";
import { PermissionsPage } from "./permission/PermissionsPage.tsx";
import { PolicyPage } from "./policy/PolicyPage.tsx";
import { PrivacyPage } from "./privacy/PrivacyPage.tsx";
import { type Section, sectionsFor } from "./sections.ts";
import { SessionsPage } from "./session/SessionsPage.tsx";
import { TokensPage } from "./token/TokensPage.tsx";
import { leave } from "./unsaved.ts";
import { useAdminKeys } from "./use-admin-keys.ts";
import { goToSection, useSection } from "./use-section.ts";

const PAGES: Record<Section, () => React.JSX.Element> = {
  accounts: AccountsPage,
  sessions: SessionsPage,
  tokens: TokensPage,
  policy: PolicyPage,
  organisation: OrganisationPage,
  imports: ImportPage,
  audit: AuditPage,
  devices: DevicesPage,
  approvals: ApprovalsPage,
  privacy: PrivacyPage,
  permissions: PermissionsPage,
  me: OwnPage,
};

/** Shown for an address that names no section, or a section that the roles do not open. */
function LostSection({ isKnown }: { isKnown: boolean }) {
  const t = useText();
  return (
    <section className="pane">
      <EmptyList
        text={t(isKnown ? "admin.closed" : "admin.noSection")}
        action={{ label: t("admin.seePermissions"), run: () => goToSection("permissions") }}
      />
    </section>
  );
}

export function Admin() {
  const { roles } = useSession();
  const t = useText();
  const sections = sectionsFor(roles);
  const requested = useSection();
  const section = requested === "first" ? (sections.find((name) => name !== "permissions") ?? "me") : requested;
  useAdminKeys((key) => {
    const wanted = key.startsWith("section-") ? sections[Number(key.slice("section-".length)) - 1] : undefined;
    if (wanted !== undefined) leave(t, () => goToSection(wanted));
    return wanted !== undefined;
  });
  useEffect(() => {
    document.title = t("admin.title");
  }, [t]);
  const isOpen = section !== "unknown" && sections.includes(section);
  const Page = isOpen ? PAGES[section] : null;
  return (
    <div className="admin">
      <div className="page-top">
        <AdminBar />
        <AdminP1 />
      </div>
      <SectionNav sections={sections} current={section} />
      <main className="admin-main" data-section={section}>
        {Page === null ? <LostSection isKnown={section !== "unknown"} /> : <Page key={section} />}
        <NoticeLine />
      </main>
      <AskDialog />
    </div>
  );
}
