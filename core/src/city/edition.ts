// A value that a city decides (限值、规则、策略) is kept in editions (版本). Whoever changes one says which edition they looked
// at, so that nobody overwrites what somebody else has just decided.
import { z } from "zod";

/** Name of the edition in force; null where the city has decided nothing and the default counts. */
export const Edition = z.string().min(1).max(100).nullable();
export type Edition = z.infer<typeof Edition>;

/** The field that a value is read with, and must be changed with. */
export const IN_EDITION = { edition: Edition };

export type InEdition<T> = T & { edition: Edition };
