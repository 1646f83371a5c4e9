// A table of differences: each field before and after, or its value.
import { useText } from "../../i18n/use-text.ts";
import type { DetailLine } from "./differences.ts";

interface Props {
  lines: readonly DetailLine[];
  /** The name of a field; without it the field is shown by its code. */
  nameOf?: (field: string) => string;
}

export function DetailTable({ lines, nameOf }: Props) {
  const t = useText();
  return (
    <table className="table detail-table">
      <thead>
        <tr>
          {(["what", "before", "after"] as const).map((column) => (
            <th key={column} scope="col">
              {t(`admin.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.field}>
            <th scope="row" className={nameOf === undefined ? "mono" : ""}>
              {nameOf?.(line.field) ?? line.field}
            </th>
            {line.kind === "change" ? (
              <>
                <td>{line.before}</td>
                <td className="strong">{line.after}</td>
              </>
            ) : (
              <td colSpan={2}>{line.value}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
