// The choices of a select or a combo box: single ones, and groups of them.
export interface Choice {
  id: string;
  label: string;
}

export interface ChoiceGroup {
  /** The name of the group. */
  label: string;
  choices: readonly Choice[];
}

/** The greatest height of an open list. */
export const LIST_PX = 420;

export const isGroup = (item: Choice | ChoiceGroup): item is ChoiceGroup => "choices" in item;

export const flatten = (items: readonly (Choice | ChoiceGroup)[]): Choice[] =>
  items.flatMap((item) => (isGroup(item) ? [...item.choices] : [item]));

// The library takes an empty key for none: ours begin with a sign.
export const keyOf = (id: string): string => `=${id}`;
export const idOf = (key: string | number | null): string => (key === null ? "" : String(key).slice(1));
