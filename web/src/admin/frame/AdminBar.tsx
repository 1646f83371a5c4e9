// The top bar: city, page, person, time, language.
import { useSession } from "../../access/SessionGate.tsx";
import { useRoleNames } from "../../access/use-role-names.ts";
import { signOut } from "../../api/session.ts";
import { SoundControl } from "../../console/alarm/sound/SoundControl.tsx";
import { Icon } from "../../design/Icon.tsx";
import { useLanguage } from "../../i18n/Localised.tsx";
import { useName } from "../../i18n/named.ts";
import { hourMinuteSecond, monthDay } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";

function Clock() {
  const nowMs = useNow();
  return (
    <span className="clock">
      <b>{hourMinuteSecond(nowMs)}</b>
      <span className="muted">{monthDay(nowMs)}</span>
    </span>
  );
}

function Who() {
  const t = useText();
  const names = useRoleNames();
  const { displayName, roles } = useSession();
  return (
    <span className="who">
      <Icon name="user" size={16} />
      <b>{displayName}</b>
      <span className="muted">{names(roles)}</span>
      <button
        type="button"
        className="icon-button"
        title={t("signin.out")}
        onClick={() => void signOut().then(() => location.reload())}
      >
        <Icon name="exit" size={16} label={t("signin.out")} />
      </button>
    </span>
  );
}

export function AdminBar() {
  const t = useText();
  const name = useName();
  const { city, synthetic } = useSession();
  const { locale, choose } = useLanguage();
  return (
    <header className="top-bar">
      <span className="city">{name(city.nameZh, city.nameEn)}</span>
      <span className="muted page-name">{t("admin.page")}</span>
      <Who />
      <Clock />
      <span className="spring" />
      <SoundControl />
      {synthetic && <span className="tag">{t("synthetic")}</span>}
      <button type="button" className="language" onClick={() => choose(locale === "en" ? "zh-CN" : "en")}>
        <span className={locale === "en" ? "muted" : ""}>中</span>/
        <span className={locale === "en" ? "" : "muted"}>EN</span>
        <span className="visually-hidden">{t("language.other")}</span>
      </button>
    </header>
  );
}
