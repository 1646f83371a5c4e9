// The key of an action as key caps.
import { Fragment } from "react";
import { type KeyAct, strokesOf } from "./keys/key-map.ts";

const CAPS: Readonly<Record<string, string>> = { Enter: "↵", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓" };

const capOf = (key: string): string => CAPS[key] ?? (key.length === 1 ? key.toUpperCase() : key);

export function Caps({ strokes }: { strokes: readonly string[] }) {
  return (
    <span className="caps" aria-hidden="true">
      {strokes
        .flatMap((stroke) => stroke.split("+"))
        .map((key, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: Enter Enter is the same key twice; the order never changes
          <Fragment key={`${index}-${key}`}>
            <kbd>{capOf(key)}</kbd>
          </Fragment>
        ))}
    </span>
  );
}

export const ActCaps = ({ act }: { act: KeyAct }) => <Caps strokes={strokesOf(act)} />;
