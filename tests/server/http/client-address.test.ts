import { clientConnectionOf, Proxies } from "@minqing/server/http/client-connection";
import { subscriberOf } from "@minqing/server/http/network";
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
  // As an address: without port, brackets, interface or quotes, IPv4 in its usual form.
  ["127.0.0.1", "198.51.100.7:40001", "198.51.100.7"],
  ["127.0.0.1", "[2001:db8::1]:443", "2001:db8::1"],
  ["127.0.0.1", '"[2001:DB8::1]"', "2001:db8::1"],
  ["127.0.0.1", "::ffff:198.51.100.7", "198.51.100.7"],
  ["127.0.0.1", "fe80::1%eth0", "fe80::1"],
  // What is no address means the peer.
  ["127.0.0.1", "x".repeat(6_000), "127.0.0.1"],
  ["127.0.0.1", "unknown", "127.0.0.1"],
  ["127.0.0.1", "198.51.100.7:99999999", "127.0.0.1"],
  ["127.0.0.1", "203.0.113.7, _hidden", "127.0.0.1"],
  ["::ffff:203.0.113.9", undefined, "203.0.113.9"],
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

test.each([
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::", "2001:db8:1:2::/64"],
  ["203.0.113.7", "203.0.113.7"],
])("the subscriber of %s is %s", (address, subscriber) => expect(subscriberOf(address)).toBe(subscriber));
