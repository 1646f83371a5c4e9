// Import (导入) of units and accounts: a file is checked first, and written as a whole when it has no issues.
import { useText } from "../../i18n/use-text.ts";
import { FreshPasswords } from "./FreshPasswords.tsx";
import { ImportChoice } from "./ImportChoice.tsx";
import { ImportResult } from "./ImportResult.tsx";
import { canWrite, useImport } from "./use-import.ts";

export function ImportPage() {
  const t = useText();
  const { kind, file, report, isWorking, ...acts } = useImport();
  const hasPasswords = report?.passwords !== undefined;
  return (
    <section className="pane" aria-label={t("admin.section.imports")}>
      <header className="pane-head">
        <h2>{t("admin.section.imports")}</h2>
        <span className="muted">{t("admin.import.note")}</span>
      </header>
      <div className="import">
        <div className="import-side">
          <ImportChoice kind={kind} isWorking={isWorking || hasPasswords} onKind={acts.choose} onFile={acts.take} />
          <p className="acts">
            <button
              type="button"
              className={canWrite(report) ? "button" : "button primary"}
              data-check
              disabled={file === null || isWorking || hasPasswords}
              onClick={() => void acts.check()}
            >
              {t(isWorking ? "access.working" : "admin.import.check")}
            </button>
            <button
              type="button"
              className={canWrite(report) ? "button primary" : "button"}
              data-write
              disabled={!canWrite(report) || isWorking}
              onClick={() => void acts.write()}
            >
              {t("admin.import.write")}
            </button>
          </p>
        </div>
        <div className="import-result">
          {report === null && (
            <p className="muted">{t(file === null ? "admin.import.choose" : "admin.import.unchecked")}</p>
          )}
          {report?.passwords !== undefined && (
            <FreshPasswords passwords={report.passwords} someWait={report.held !== null} onDone={acts.clearPasswords} />
          )}
          {report !== null && <ImportResult report={report} />}
        </div>
      </div>
    </section>
  );
}
