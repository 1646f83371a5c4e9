// The scope key on the wire: the scope's canonical text, or the hash of a long text. The head of a large tree of units has
// thousands of ids in the text, too many for a URL.
import { createHash } from "node:crypto";
import { type Scope, scopeKey } from "@minqing/core/access/scope";

const MAX_TEXT_CHARACTERS = 256;

export function scopeName(scope: Scope): string {
  const text = scopeKey(scope);
  return text.length <= MAX_TEXT_CHARACTERS ? text : `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
