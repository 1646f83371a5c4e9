// Whether a client address lies in one of the address blocks from which a service token may be used.
import { BlockList, isIP, isIPv6 } from "node:net";

const familyOf = (address: string) => (isIPv6(address) ? "ipv6" : "ipv4");

/** True without blocks. An IPv4 address in its IPv6 form counts as IPv4. */
export function isAmong(blocks: readonly string[], address: string | null): boolean {
  if (blocks.length === 0) return true;
  // The interface of a link-local address (`%eth0`) is no part of the address.
  const [plain = ""] = (address ?? "").split("%");
  if (isIP(plain) === 0) return false;
  const list = new BlockList();
  for (const block of blocks) {
    const [net = "", bits] = block.split("/");
    if (bits === undefined) list.addAddress(net, familyOf(net));
    else list.addSubnet(net, Number(bits), familyOf(net));
  }
  return list.check(plain, familyOf(plain));
}
