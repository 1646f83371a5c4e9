// The addresses and networks of clients. One subscriber has a whole /64 of IPv6, so that limits count by it. [RFC 6177]
import { isIP } from "node:net";

/**
 * An address as it is compared and stored: without port, brackets or interface, IPv4 in its usual form. Null for any other
 * text.
 */
export function parseAddress(text: string): string | null {
  const trimmed = text.trim().replace(/^"(.*)"$/, "$1");
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(trimmed)?.[1];
  const withPort = /^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/.exec(trimmed)?.[1];
  const [plain = ""] = (bracketed ?? withPort ?? trimmed).split("%");
  if (isIP(plain) === 4) return plain;
  if (isIP(plain) !== 6) return null;
  return mappedIpv4(plain) ?? canonicalIpv6(plain);
}

/** [RFC 4291 §2.5.5.2] `::ffff:203.0.113.7`, in any spelling. */
function mappedIpv4(address: string): string | null {
  const groups = groupsOf(address);
  if (!groups.slice(0, 5).every((group) => group === 0) || groups[5] !== 0xffff) return null;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const host = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = "", tail] = host.split("::");
  const parse = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const [before, after] = [parse(head), tail === undefined ? [] : parse(tail)];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

const canonicalIpv6 = (address: string): string => new URL(`http://[${address}]/`).hostname.slice(1, -1);

const isV6 = (address: string): boolean => isIP(address) === 6;

const prefix64 = (address: string): string =>
  `${groupsOf(address)
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;

/** Whose requests one limit counts together: an IPv4 address, a /64 of IPv6. Other texts stay as they are. */
export const subscriberOf = (address: string): string => (isV6(address) ? prefix64(address) : address);

/** The network that anonymous requests are counted by in the audit trail: a /24, a /64. */
export function networkOf(address: string): string {
  if (isV6(address)) return prefix64(address);
  return isIP(address) === 4 ? `${address.split(".").slice(0, 3).join(".")}.0/24` : address;
}
