import { addressOf } from "@minqing/server/http/client-address";
import { expect, test } from "vitest";

test.each([
  ["203.0.113.7", undefined, "203.0.113.7"],
  ["127.0.0.1", undefined, "127.0.0.1"],
  // A proxy on this machine says who asked; what the asker wrote before it is not believed.
  ["127.0.0.1", "203.0.113.7", "203.0.113.7"],
  ["::1", "127.0.0.1, 203.0.113.7", "203.0.113.7"],
  // From elsewhere the header is anybody's.
  ["203.0.113.7", "127.0.0.1", "203.0.113.7"],
])("peer %s with X-Forwarded-For %s is %s", (peer, header, address) => expect(addressOf(peer, header)).toBe(address));
