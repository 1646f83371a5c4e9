// Chooses the kind and the file of an import; lists the columns of the kind.
import { IMPORT_KINDS, type ImportKind } from "@minqing/core/import/report";
import { useText } from "../../i18n/use-text.ts";
import { Line } from "../account/Line.tsx";
import { saveText } from "./save-text.ts";
import { columnsOf, templateText } from "./sheet-text.ts";

function ColumnList({ kind }: { kind: ImportKind }) {
  const t = useText();
  return (
    <table className="table import-columns">
      <thead>
        <tr>
          <th scope="col">{t("admin.import.column")}</th>
          <th scope="col">{t("admin.import.holds")}</th>
        </tr>
      </thead>
      <tbody>
        {columnsOf(kind).map(({ column: { zh, en, isRequired }, help }) => (
          <tr key={help}>
            <th scope="row">
              {zh} <span className="mono muted">{en}</span>
            </th>
            <td>
              {t(help)} {!isRequired && <span className="tag">{t("admin.import.optional")}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Props {
  kind: ImportKind;
  isWorking: boolean;
  onKind(kind: ImportKind): void;
  onFile(file: File | null): void;
}

export function ImportChoice({ kind, isWorking, onKind, onFile }: Props) {
  const t = useText();
  return (
    <fieldset className="import-choice" disabled={isWorking}>
      <Line label={t("admin.import.kind")}>
        <div className="acts">
          {IMPORT_KINDS.map((each) => (
            <label key={each} className="tick">
              <input type="radio" name="import-kind" checked={each === kind} onChange={() => onKind(each)} />
              {t(`admin.import.kind.${each}`)}
            </label>
          ))}
        </div>
      </Line>
      <Line label={t("admin.import.file")} htmlFor="import-file" help={t("admin.import.file.help")}>
        <input
          key={kind}
          id="import-file"
          type="file"
          accept=".csv,.xlsx,text/csv"
          onChange={(event) => onFile(event.target.files?.[0] ?? null)}
        />
      </Line>
      <Line label={t("admin.import.template")}>
        <div>
          <button
            type="button"
            className="text-button"
            data-template
            onClick={() => saveText(`${t(`admin.import.kind.${kind}`)}.csv`, templateText(kind))}
          >
            {t("admin.import.template.get")}
          </button>
        </div>
      </Line>
      <ColumnList kind={kind} />
    </fieldset>
  );
}
