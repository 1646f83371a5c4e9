// The public view as a form: the list of changes. Pure.
import type { PublicView } from "@minqing/core/privacy/public-place";

export type ViewChange = {
  [Field in keyof PublicView]: { what: Field; before: PublicView[Field]; after: PublicView[Field] };
}[keyof PublicView];

export function viewChanges(before: PublicView, after: PublicView): ViewChange[] {
  return (["k", "cell", "days"] as const).flatMap((what) =>
    before[what] === after[what] ? [] : [{ what, before: before[what], after: after[what] } as ViewChange],
  );
}
