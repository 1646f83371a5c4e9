// The top bar: city, person, duty, time, warnings, alarm budget, connection, language.
import { useSession } from "../../access/SessionGate.tsx";
import { signOut } from "../../api/session.ts";
import { goTo } from "../../design/address.ts";
import { Icon } from "../../design/Icon.tsx";
import { useLanguage } from "../../i18n/Localised.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { SoundControl } from "../alarm/sound/SoundControl.tsx";
import { useDesk } from "../desk-store.ts";
import { DutyChip } from "../duty/DutyChip.tsx";
import { DESK_PATH } from "../route.ts";
import { useFiguresRefresh } from "../use-figures.ts";
import { AlarmBudgetView } from "./AlarmBudgetView.tsx";
import { Clock } from "./Clock.tsx";
import { LineState } from "./LineState.tsx";
import { WarningsInForce } from "./WarningsInForce.tsx";

function Who() {
  const t = useText();
  const { displayName, roles } = useSession();
  const out = async () => {
    await signOut();
    location.reload();
  };
  return (
    <span className="who">
      <Icon name="user" size={16} />
      <a className="own-account" href="/admin/me" title={t("access.own")}>
        {displayName}
      </a>
      <span className="muted">{roles.map((role) => t(`role.${role}`)).join(" · ")}</span>
      <button type="button" className="icon-button" title={t("signin.out")} onClick={() => void out()}>
        <Icon name="exit" size={16} label={t("signin.out")} />
      </button>
    </span>
  );
}

export function TopBar({ page }: { page: "desk" | "case" }) {
  const t = useText();
  const name = useName();
  const { city } = useSession();
  const { locale, choose } = useLanguage();
  useFiguresRefresh();
  return (
    <header className="top-bar">
      <a
        className="city"
        href={DESK_PATH}
        onClick={(event) => {
          event.preventDefault();
          goTo(DESK_PATH);
        }}
      >
        {name(city.nameZh, city.nameEn)}
      </a>
      <span className="muted page-name">{t(page === "desk" ? "console.desk" : "console.casePage")}</span>
      <Who />
      <DutyChip />
      <Clock />
      <WarningsInForce />
      <span className="spring" />
      <SoundControl />
      <AlarmBudgetView />
      <LineState />
      <button type="button" className="language" onClick={() => choose(locale === "en" ? "zh-CN" : "en")}>
        <span className={locale === "en" ? "muted" : ""}>中</span>/
        <span className={locale === "en" ? "" : "muted"}>EN</span>
        <span className="visually-hidden">{t("language.other")}</span>
      </button>
      <button
        type="button"
        className="help-button"
        aria-label={t("console.help")}
        aria-keyshortcuts="?"
        onClick={() => useDesk.setState({ helpOpen: true })}
      >
        ?
      </button>
    </header>
  );
}
