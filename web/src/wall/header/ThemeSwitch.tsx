// Buttons for the four themes and the other language. Keys 1 to 4 choose the themes too.
import { useLanguage } from "../../i18n/Localised.tsx";
import { useText } from "../../i18n/use-text.ts";
import { go, useRoute } from "../route.ts";
import { THEMES } from "../theme.ts";

export function ThemeSwitch() {
  const t = useText();
  const { locale, choose } = useLanguage();
  const theme = useRoute((route) => route.theme);
  return (
    <nav className="themes" aria-label={t("wall.theme.label")}>
      {THEMES.map((name, index) => (
        <button
          key={name}
          type="button"
          data-theme={name}
          aria-pressed={name === theme}
          onClick={() => go({ theme: name })}
        >
          <kbd>{index + 1}</kbd>
          {t(`wall.theme.${name}`)}
        </button>
      ))}
      <button
        type="button"
        className="language"
        title={t("language.other")}
        onClick={() => choose(locale === "en" ? "zh-CN" : "en")}
      >
        {locale === "en" ? "中" : "EN"}
      </button>
    </nav>
  );
}
