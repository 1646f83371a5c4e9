// The sections that the roles open, with their number keys, and links to the other pages that the roles open.
import { mayDo } from "@minqing/core/access/permissions";
import { useSession } from "../../access/SessionGate.tsx";
import { Caps } from "../../console/Keys.tsx";
import { Icon } from "../../design/Icon.tsx";
import { useText } from "../../i18n/use-text.ts";
import { ApprovalCount } from "../approval/ApprovalCount.tsx";
import { SECTIONS, type Section, sectionPath } from "../sections.ts";
import { leave } from "../unsaved.ts";
import { sectionKey } from "../use-admin-keys.ts";
import { goToSection } from "../use-section.ts";

function OtherPages() {
  const t = useText();
  const { roles } = useSession();
  if (!mayDo(roles, "board.read")) return null;
  return (
    <p className="other-pages">
      <a href="/console">{t("admin.toConsole")}</a>
      <a href="/wall">{t("admin.toWall")}</a>
    </p>
  );
}

export function SectionNav({ sections, current }: { sections: readonly Section[]; current: string }) {
  const t = useText();
  return (
    <nav className="sections" aria-label={t("admin.page")}>
      {sections.map((section, index) => (
        <a
          key={section}
          href={sectionPath(section)}
          className={section === current ? "is-current" : ""}
          aria-current={section === current ? "page" : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            leave(t, () => goToSection(section));
          }}
        >
          <Icon name={SECTIONS[section].icon} size={18} />
          <span>
            {t(`admin.section.${section}`)}
            {section === "approvals" && <ApprovalCount />}
          </span>
          <Caps strokes={[sectionKey(index)]} />
        </a>
      ))}
      <span className="spring" />
      <OtherPages />
    </nav>
  );
}
