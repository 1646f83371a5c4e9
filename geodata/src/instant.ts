// Schemas that turn an instant of a row into the text that views carry.
import { z } from "zod";

export const instant = z.date().transform((at) => at.toISOString());
export const nullableInstant = instant.nullable();
