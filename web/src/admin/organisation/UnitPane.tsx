// The open unit: its form, its buttons and its history. Ending a unit, and changing who manages a region, ask for
// confirmation.
import { type FormEvent, useState } from "react";
import { changeUnit, deleteShift, makeUnit, type SavedUnit } from "../../api/organisation.ts";
import { isOvertaken } from "../../api/problem-error.ts";
import { Caps } from "../../console/Keys.tsx";
import { type Text, useText } from "../../i18n/use-text.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { showNotice } from "../notice-store.ts";
import { useUnsaved } from "../unsaved.ts";
import { whyText } from "../why-text.ts";
import { UnitFields } from "./UnitFields.tsx";
import { UnitHistory } from "./UnitHistory.tsx";
import {
  changedKeys,
  draftOf,
  emptyForm,
  formIssues,
  formOf,
  textIn,
  type UnitForm,
  type UnitItem,
} from "./unit-form.ts";
import { type Tab, UNIT_KINDS } from "./unit-kinds.ts";
import type { UnitNames, UnitReference } from "./use-unit-names.ts";

interface Props {
  tab: Tab;
  /** Null for a new unit. */
  item: UnitItem | null;
  reference: UnitReference | null;
  names: UnitNames;
  today: string;
  onSaved(savedUnit: SavedUnit): void;
  onStale(): void;
  onClose(): void;
}

const titleOf = (t: Text, tab: Tab, item: UnitItem | null): string =>
  item === null ? t(`admin.unit.new.${tab}`) : textIn(item, tab === "shifts" ? "personName" : "name");

/** Effects that need confirmation; empty for harmless changes. */
function effectsOf(t: Text, tab: Tab, item: UnitItem | null, changed: readonly string[], form: UnitForm): string[] {
  if (item === null) return [];
  const to = form["validTo"] ?? "";
  const people = Number(textIn(item, "people") || 0);
  return [
    ...(tab !== "shifts" && changed.includes("validTo") && to !== ""
      ? [t(`admin.unit.effect.end.${tab}`, { to })]
      : []),
    ...(changed.includes("validTo") && to !== "" && people > 0 ? [t("admin.unit.effect.people", { n: people })] : []),
    ...(tab === "regions" && changed.some((key) => key !== "name" && key !== "nameEn")
      ? [t("admin.unit.effect.scopes")]
      : []),
  ];
}

function useSaving(props: Props, form: UnitForm, changed: readonly string[]) {
  const { tab, item, onSaved, onStale } = props;
  const t = useText();
  const [working, setWorking] = useState(false);
  const name = titleOf(t, tab, item);
  const attempt = async (work: () => Promise<SavedUnit>, done: string) => {
    setWorking(true);
    try {
      const savedUnit = await work();
      showNotice("done", done);
      onSaved(savedUnit);
    } catch (error) {
      showNotice("failed", whyText(t, error));
      if (isOvertaken(error)) onStale();
    }
    setWorking(false);
  };
  const save = async () => {
    const effects = effectsOf(t, tab, item, changed, form);
    if (
      effects.length > 0 &&
      !(await askFirst({ title: t("admin.unit.ask", { name }), effects, act: t("admin.save") }))
    )
      return;
    const draft = draftOf(UNIT_KINDS[tab].fields, form);
    // The id is in the address.
    const { id: _, ...rest } = draft;
    await attempt(
      () =>
        item === null && tab !== "regions" && tab !== "grids"
          ? makeUnit(tab, draft)
          : changeUnit(tab, item?.id ?? "", { ...rest, version: item?.version }),
      t(item === null ? "admin.unit.isMade" : "admin.unit.isSaved", { name: form["name"] ?? "" }),
    );
  };
  const remove = async (shift: UnitItem) => {
    const question = { title: t("admin.unit.remove.ask", { name }), effects: [t("admin.unit.remove.effect")] };
    if (!(await askFirst({ ...question, act: t("admin.unit.remove") }))) return;
    await attempt(async () => {
      await deleteShift(shift.id, shift.version);
      return { id: "", version: 0 };
    }, t("admin.unit.isRemoved"));
  };
  return { working, save, remove };
}

function Editor(props: Props) {
  const { tab, item, today } = props;
  const t = useText();
  const { fields } = UNIT_KINDS[tab];
  const [before] = useState(() => (item === null ? emptyForm(fields, today) : formOf(fields, item)));
  const [form, setForm] = useState(before);
  /** Issues of a new unit are shown only after the first attempt to save. */
  const [hasTried, setHasTried] = useState(item !== null);
  const issues = formIssues(fields, form);
  const changed = changedKeys(before, form);
  useUnsaved(changed.length > 0);
  const { working, save, remove } = useSaving(props, form, changed);
  const isIdle = item !== null && changed.length === 0;
  const changedFields = fields.filter(({ key }) => changed.includes(key)).map(({ key }) => t(`admin.unit.${key}`));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setHasTried(true);
    if (issues.size === 0) void save();
  };
  return (
    <form className="account-form unit-form" onSubmit={submit} aria-busy={working} noValidate>
      <fieldset disabled={working}>
        <UnitFields
          {...props}
          fields={fields}
          form={form}
          issues={hasTried ? issues : new Map()}
          isNew={item === null}
          knownPhone={item === null ? "" : textIn(item, "phone")}
          onChange={(part) => setForm((old) => ({ ...old, ...part }))}
        />
      </fieldset>
      <footer className="form-foot">
        <button type="submit" className="button primary" disabled={working || isIdle}>
          {t(working ? "access.working" : item === null ? "admin.unit.make" : "admin.save")}
        </button>
        {tab === "shifts" && item !== null && (
          <button type="button" className="button" data-remove onClick={() => void remove(item)}>
            {t("admin.unit.remove")}
          </button>
        )}
        {!isIdle && item !== null && (
          <button type="button" className="text-button" onClick={() => setForm(before)}>
            {t("admin.undo")}
          </button>
        )}
        {item !== null && (
          <span className="muted">
            {isIdle ? t("admin.unchanged") : t("admin.changed", { fields: changedFields.join(t("list.comma")) })}
          </span>
        )}
      </footer>
    </form>
  );
}

export function UnitPane(props: Props) {
  const { tab, item, onClose } = props;
  const t = useText();
  const title = titleOf(t, tab, item);
  return (
    <section className="pane side" aria-label={title}>
      <header className="pane-head">
        <h2>{title}</h2>
        <span className="muted mono">{item?.id}</span>
        {item?.["synthetic"] === true && <span className="tag">{t("synthetic")}</span>}
        <span className="pane-tools">
          <button type="button" className="text-button" onClick={onClose}>
            <Caps strokes={["Escape"]} /> {t("admin.close")}
          </button>
        </span>
      </header>
      <div className="side-body">
        <Editor key={`${item?.id ?? ""} ${item?.version ?? ""}`} {...props} />
        {item !== null && <UnitHistory key={item.version} kind={UNIT_KINDS[tab].kind} id={item.id} />}
      </div>
    </section>
  );
}
