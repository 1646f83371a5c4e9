// The facts of a case, its contact, and the cases nearby.
import type { CaseView } from "@minqing/core/case/case";
import { isEnded } from "@minqing/core/case/stages";
import type { CaseDetail } from "../../api/cases.ts";
import { goTo } from "../../design/address.ts";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useName } from "../../i18n/named.ts";
import { monthDayTime } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { usePlace } from "../case/use-place.ts";
import { ContactPanel } from "../contact/ContactPanel.tsx";
import { useDepartmentName } from "../department/use-department-name.ts";
import { distanceM } from "../map/edge-tag.ts";
import { casePath } from "../route.ts";

function Nearby({ row, from }: { row: CaseView; from: CaseView }) {
  const t = useText();
  const name = useName();
  const metres = Math.round(distanceM(from.position, row.position));
  return (
    <li>
      <a
        href={casePath(row.id)}
        onClick={(event) => {
          event.preventDefault();
          goTo(casePath(row.id));
        }}
      >
        <PriorityShape
          priority={row.priority}
          size={16}
          hollow={isEnded(row.status)}
          label={t(`priority.${row.priority}`)}
        />
        <span className="nearby-what">
          {name(row.categoryNameZh, row.categoryNameEn)} <span className="muted">{row.title}</span>
        </span>
        <span className="muted">
          {metres} m · {t(`status.${row.status}`)}
        </span>
      </a>
    </li>
  );
}

/** What each report says, where there are several. */
function Reports({ reports }: { reports: CaseDetail["reports"] }) {
  const t = useText();
  return (
    <>
      <header className="sub-head">
        <h3>{t("console.reports")}</h3>
        <span className="muted">{t("console.reports.count", { n: reports.length })}</span>
      </header>
      <ul className="reports">
        {reports.map((report) => (
          <li key={report.id}>
            <span>{report.title}</span>
            <span className="muted">
              {t(`source.${report.source}`)} · {monthDayTime(Date.parse(report.receivedAt))}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function useFactRows({ case: row, description }: CaseDetail): readonly (readonly [string, string])[] {
  const t = useText();
  const place = usePlace();
  const department = useDepartmentName();
  const [lon, lat] = row.position;
  return [
    [t("console.fact.title"), row.title],
    [t("console.fact.place"), place(row)],
    ...(row.address === null ? [] : [[t("console.fact.address"), row.address] as const]),
    [t("console.fact.region"), row.regionCode],
    [t("console.fact.position"), `${lon.toFixed(5)}, ${lat.toFixed(5)}`],
    [t("console.fact.source"), t(`source.${row.source}`)],
    [t("console.fact.reportedAt"), monthDayTime(Date.parse(row.reportedAt))],
    [t("console.fact.priority"), `P${row.priority} ${t(`priority.${row.priority}`)}`],
    [t("console.fact.department"), department(row) ?? t("console.ownerCentre")],
    ...(description === null ? [] : [[t("console.fact.description"), description] as const]),
  ];
}

export function Facts({ detail }: { detail: CaseDetail }) {
  const t = useText();
  const { case: row, nearby, contact, reports } = detail;
  // Only a report by a person has a contact.
  const isByPerson = row.source !== "alarm" && row.source !== "detection";
  const rows = useFactRows(detail);
  return (
    <section className="pane facts" aria-label={t("console.facts")}>
      <header className="pane-head">
        <h2>{t("console.facts")}</h2>
        <div className="pane-tools muted">{t("console.versionOf", { version: row.version })}</div>
      </header>
      <dl>
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {reports.length > 1 && <Reports reports={reports} />}
      {(isByPerson || contact !== null) && <ContactPanel row={row} contact={contact} />}
      <header className="sub-head">
        <h3>{t("console.nearby")}</h3>
        <span className="muted">{t("console.nearby.count", { n: nearby.length })}</span>
      </header>
      {nearby.length === 0 ? (
        <p className="muted facts-empty">{t("console.nearby.none")}</p>
      ) : (
        <ul className="nearby">
          {nearby.map((other) => (
            <Nearby key={other.id} row={other} from={row} />
          ))}
        </ul>
      )}
      {row.synthetic && <p className="synthetic">{t("synthetic")}</p>}
    </section>
  );
}
