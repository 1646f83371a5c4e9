// A value that a city sets (限值、规则、策略) is stored in editions (版本). A change names the edition that it is based on, so
// that it cannot overwrite a concurrent change.
import { z } from "zod";

/** Name of the edition in force; null while the city has set none and the default applies. */
export const Edition = z.string().min(1).max(100).nullable();
export type Edition = z.infer<typeof Edition>;

/** The field that is returned with a value and must be sent with a change of it. */
export const IN_EDITION = { edition: Edition };

export type InEdition<T> = T & { edition: Edition };
