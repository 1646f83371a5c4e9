// A table of sessions: the given columns, and a last one for buttons.
import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";

type Column = "name" | "username" | "address" | "browser" | "openedWith" | "since" | "seen" | "expires";

export function SessionTable({ columns, children }: { columns: readonly Column[]; children: ReactNode }) {
  const t = useText();
  return (
    <div className="scroller">
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`admin.column.${column}`)}
              </th>
            ))}
            <th>
              <span className="visually-hidden">{t("admin.acts")}</span>
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
