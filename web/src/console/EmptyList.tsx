// An empty list: the reason, and one action.
import { Caps } from "./Keys.tsx";
import { type KeyAct, strokesOf } from "./keys/key-map.ts";

export interface EmptyListProps {
  text: string;
  action?: { label: string; run(): void; key?: KeyAct };
}

export function EmptyList({ text, action }: EmptyListProps) {
  return (
    <div className="empty">
      <p>{text}</p>
      {action !== undefined && (
        <button type="button" className="button" onClick={action.run}>
          {action.label}
          {action.key !== undefined && <Caps strokes={strokesOf(action.key)} />}
        </button>
      )}
    </div>
  );
}
