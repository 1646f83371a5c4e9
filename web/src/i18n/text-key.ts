// The keys of all messages, read from the Chinese catalogues: a missing or mistyped key does not compile.
import type access from "./zh-CN/access.json";
import type admin from "./zh-CN/admin.json";
import type alarm from "./zh-CN/alarm.json";
import type approval from "./zh-CN/approval.json";
import type command from "./zh-CN/command.json";
import type console from "./zh-CN/console.json";
import type imports from "./zh-CN/import.json";
import type organisation from "./zh-CN/organisation.json";
import type page from "./zh-CN/page.json";
import type privacy from "./zh-CN/privacy.json";
import type shared from "./zh-CN/shared.json";
import type token from "./zh-CN/token.json";
import type wall from "./zh-CN/wall.json";

/** A page loads only some catalogues; tests/web/i18n/messages.test.ts checks that each page loads the keys it uses. */
export type TextKey =
  | keyof typeof access
  | keyof typeof admin
  | keyof typeof alarm
  | keyof typeof approval
  | keyof typeof command
  | keyof typeof console
  | keyof typeof imports
  | keyof typeof organisation
  | keyof typeof page
  | keyof typeof privacy
  | keyof typeof shared
  | keyof typeof token
  | keyof typeof wall;

/** The rest of every key that begins with `Prefix` and a dot: `KeyUnder<"wall.lane">` is "cases" | "tide_m" | … */
export type KeyUnder<Prefix extends string, Key = TextKey> = Key extends `${Prefix}.${infer Rest}` ? Rest : never;
