import { clientConnectionOf, Proxies } from "@minqing/server/http/client-connection";
import { expect, test } from "vitest";

const proxies = new Proxies(["10.1.0.7", "10.2.0.0/16", "fd00::/8"]);

const ask = (address: string, forwardedFor?: string, forwardedProto?: string) =>
  clientConnectionOf({ address, isEncrypted: false, forwardedFor, forwardedProto }, proxies);

test.each([
  ["203.0.113.7", undefined, "203.0.113.7"],
  ["127.0.0.1", undefined, "127.0.0.1"],
  ["127.0.0.1", "", "127.0.0.1"],
  // A proxy on this machine adds the client address; entries that the client wrote before it are ignored.
  ["127.0.0.1", "203.0.113.7", "203.0.113.7"],
  ["::1", "127.0.0.1, 203.0.113.7", "203.0.113.7"],
  ["::1", "127.0.0.1", "127.0.0.1"],
  // So does a proxy of PROXY_ADDRESSES, also behind another trusted one.
  ["10.1.0.7", "203.0.113.7", "203.0.113.7"],
  ["::ffff:10.1.0.7", "203.0.113.7", "203.0.113.7"],
  ["fd00::12", "127.0.0.1, 203.0.113.7, 10.2.3.4", "203.0.113.7"],
  // From other peers the header is ignored.
  ["203.0.113.7", "127.0.0.1", "203.0.113.7"],
  ["10.1.0.8", "203.0.113.7", "10.1.0.8"],
  ["", "203.0.113.7", ""],
])("peer %s with X-Forwarded-For %s is %s", (peer, header, address) => expect(ask(peer, header).address).toBe(address));

test.each([
  ["127.0.0.1", "https", true],
  ["10.2.9.9", "https", true],
  ["10.2.9.9", "http", false],
  ["10.2.9.9", undefined, false],
  ["203.0.113.7", "https", false],
])("peer %s with X-Forwarded-Proto %s is secure: %s", (peer, header, isSecure) =>
  expect(ask(peer, undefined, header).isSecure).toBe(isSecure),
);

test("what came encrypted is secure, unless a proxy of ours says that it came to it in the clear", () => {
  const peer = { isEncrypted: true, forwardedFor: undefined, forwardedProto: undefined };
  expect(clientConnectionOf({ ...peer, address: "203.0.113.7" }, proxies).isSecure).toBe(true);
  expect(clientConnectionOf({ ...peer, address: "203.0.113.7", forwardedProto: "http" }, proxies).isSecure).toBe(true);
  expect(clientConnectionOf({ ...peer, address: "10.1.0.7", forwardedProto: "http" }, proxies).isSecure).toBe(false);
});
