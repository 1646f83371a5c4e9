// Alarm and case priority: P1 特急, P2 紧急, P3 一般, P4 提示.
import { z } from "zod";

export const Priority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Priority = z.infer<typeof Priority>;
