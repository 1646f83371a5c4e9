// If-None-Match [RFC 9110 §13.1.2]: a list of tags, compared weakly, or `*`. A proxy that compresses weakens the tag.

const TAG = /(?:W\/)?("[^"]*")/g;

export function hasEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const opaque = etag.replace(/^W\//, "");
  return [...ifNoneMatch.matchAll(TAG)].some(([, tag]) => tag === opaque);
}
