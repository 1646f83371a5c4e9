// How an instant of a row leaves the database: as the text every view carries.
import { z } from "zod";

export const instant = z.date().transform((at) => at.toISOString());
export const nullableInstant = instant.nullable();
