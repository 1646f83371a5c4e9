// The help sheet (?): all keys of the console, from the key map.

import { useEffect, useRef } from "react";
import { useText } from "../../i18n/use-text.ts";
import { ConsoleP1Bar } from "../alarm/ConsoleP1Bar.tsx";
import { useDesk } from "../desk-store.ts";
import { Caps } from "../Keys.tsx";
import { keyLabel } from "./key-label.ts";
import { KEY_MAP, type KeyBinding } from "./key-map.ts";

const GROUPS: readonly KeyBinding["group"][] = ["move", "act", "view"];

export function ActKeysHelp() {
  const t = useText();
  const isOpen = useDesk((state) => state.helpOpen);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (isOpen && !element.open) element.showModal();
    if (!isOpen && element.open) element.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      className="help-sheet"
      aria-label={t("console.help")}
      onClose={() => useDesk.setState({ helpOpen: false })}
    >
      <header>
        <h2>{t("console.help")}</h2>
        <button type="button" className="button" onClick={() => useDesk.setState({ helpOpen: false })}>
          {t("console.key.escape")} <Caps strokes={["Escape"]} />
        </button>
      </header>
      {isOpen && <ConsoleP1Bar />}
      <div className="help-groups">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`console.keys.${group}`)}</h3>
            <dl>
              {KEY_MAP.filter((binding) => binding.group === group).map(({ act, strokes }) => (
                <div key={act}>
                  <dt>
                    <Caps strokes={strokes} />
                  </dt>
                  <dd>{t(keyLabel(act))}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="muted">{t("console.help.note")}</p>
    </dialog>
  );
}
