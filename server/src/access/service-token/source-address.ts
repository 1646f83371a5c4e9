// Whether an address lies in one of the blocks that a service token may be used from.
import { BlockList, isIP, isIPv6 } from "node:net";

const familyOf = (address: string) => (isIPv6(address) ? "ipv6" : "ipv4");

/** No blocks: every address does. An IPv4 address counts as such in its IPv6 form too. */
export function isAmong(blocks: readonly string[], address: string | null): boolean {
  if (blocks.length === 0) return true;
  // What a link-local address says of its interface is no part of it.
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
