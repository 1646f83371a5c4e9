// The name by which clients and rooms know a scope: its canonical text, or the text's hash where that is long. The head of a
// large tree of units has thousands of ids in the text, too many for an address.
import { createHash } from "node:crypto";
import { type Scope, scopeKey } from "@minqing/core/access/scope";

const LONGEST_TEXT = 256;

export function scopeName(scope: Scope): string {
  const text = scopeKey(scope);
  return text.length <= LONGEST_TEXT ? text : `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
