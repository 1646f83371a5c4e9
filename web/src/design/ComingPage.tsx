// The page of a part that is not built yet: what it will do, what it does not do today, and what works instead.
import { useEffect } from "react";
import { useLanguage } from "../i18n/Localised.tsx";
import { useText } from "../i18n/use-text.ts";
import "./coming-page.css";

export function ComingPage() {
  const t = useText();
  const { locale, choose } = useLanguage();
  useEffect(() => {
    document.documentElement.dataset["tone"] = "light";
  }, []);
  return (
    <main className="coming">
      <header>
        <h1>
          {t("product")} · {t("field.title")}
        </h1>
        <button type="button" onClick={() => choose(locale === "en" ? "zh-CN" : "en")}>
          {t("language.other")}
        </button>
      </header>
      <p className="lead">{t("field.lead")}</p>
      <section className="note">
        <h2>{t("page.soon")}</h2>
        <p>{t("field.now")}</p>
      </section>
      <section>
        <h2>{t("field.will")}</h2>
        <ul>
          {([1, 2, 3] as const).map((n) => (
            <li key={n}>{t(`field.will.${n}`)}</li>
          ))}
        </ul>
      </section>
      <nav aria-label={t("page.have")}>
        <h2>{t("page.have")}</h2>
        <a href="/wall">{t("page.wall")}</a>
        <a href="/console">{t("page.console")}</a>
        <a href="/admin/me">{t("page.own")}</a>
      </nav>
    </main>
  );
}
