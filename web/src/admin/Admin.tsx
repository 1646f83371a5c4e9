// The administration page: sections by permission, the section that the address names, the confirmation dialog and the
// notice.
import { type ComponentType, lazy, Suspense, useEffect } from "react";
import { useSession } from "../access/SessionGate.tsx";
import { EmptyList } from "../console/EmptyList.tsx";
import { SkeletonRows } from "../console/SkeletonRows.tsx";
import { useText } from "../i18n/use-text.ts";
import { LoadBoundary } from "../ui/LoadBoundary.tsx";
import { useOpenQuestion } from "./confirm/ask-store.ts";
import { AdminBar } from "./frame/AdminBar.tsx";
import { AdminP1 } from "./frame/AdminP1.tsx";
import { NoticeLine } from "./frame/NoticeLine.tsx";
import { SectionNav } from "./frame/SectionNav.tsx";
import { type Section, sectionsFor } from "./sections.ts";
import { leave } from "./unsaved.ts";
import { useAdminKeys } from "./use-admin-keys.ts";
import { goToSection, useSection } from "./use-section.ts";

/** Each is loaded when it is first opened. */
const PAGES: Record<Section, ComponentType> = {
  accounts: lazy(() => import("./account/AccountsPage.tsx").then(({ AccountsPage }) => ({ default: AccountsPage }))),
  sessions: lazy(() => import("./session/SessionsPage.tsx").then(({ SessionsPage }) => ({ default: SessionsPage }))),
  tokens: lazy(() => import("./token/TokensPage.tsx").then(({ TokensPage }) => ({ default: TokensPage }))),
  policy: lazy(() => import("./policy/PolicyPage.tsx").then(({ PolicyPage }) => ({ default: PolicyPage }))),
  organisation: lazy(() =>
    import("./organisation/OrganisationPage.tsx").then(({ OrganisationPage }) => ({ default: OrganisationPage })),
  ),
  imports: lazy(() => import("./import/ImportPage.tsx").then(({ ImportPage }) => ({ default: ImportPage }))),
  audit: lazy(() => import("./audit/AuditPage.tsx").then(({ AuditPage }) => ({ default: AuditPage }))),
  devices: lazy(() => import("./device/DevicesPage.tsx").then(({ DevicesPage }) => ({ default: DevicesPage }))),
  approvals: lazy(() =>
    import("./approval/ApprovalsPage.tsx").then(({ ApprovalsPage }) => ({ default: ApprovalsPage })),
  ),
  privacy: lazy(() => import("./privacy/PrivacyPage.tsx").then(({ PrivacyPage }) => ({ default: PrivacyPage }))),
  permissions: lazy(() =>
    import("./permission/PermissionsPage.tsx").then(({ PermissionsPage }) => ({ default: PermissionsPage })),
  ),
  me: lazy(() => import("./own/OwnPage.tsx").then(({ OwnPage }) => ({ default: OwnPage }))),
};

/** Loaded with the first question. */
const AskDialog = lazy(() => import("./confirm/AskDialog.tsx").then((file) => ({ default: file.AskDialog })));

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
  const isAsking = useOpenQuestion((state) => state.question !== null);
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
        <LoadBoundary key={section}>
          <Suspense fallback={<SkeletonRows count={12} height={36} />}>
            {Page === null ? <LostSection isKnown={section !== "unknown"} /> : <Page />}
          </Suspense>
        </LoadBoundary>
        <NoticeLine />
      </main>
      {isAsking && (
        <Suspense>
          <AskDialog />
        </Suspense>
      )}
    </div>
  );
}
