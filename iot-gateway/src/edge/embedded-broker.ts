// The types of aedes that its own declarations leave out, and the broker with our hooks.
import { Aedes, type AedesOptions, type Client } from "aedes";

export type { Client };
export type AuthenticateHandler = NonNullable<AedesOptions["authenticate"]>;
export type PublishHandler = NonNullable<AedesOptions["authorizePublish"]>;
export type SubscribeHandler = NonNullable<AedesOptions["authorizeSubscribe"]>;
export type ForwardHandler = NonNullable<AedesOptions["authorizeForward"]>;
export type PreConnectHandler = NonNullable<AedesOptions["preConnect"]>;
export type PublishPacket = Parameters<PublishHandler>[1];

export const createBroker = (options: AedesOptions): Promise<Aedes> => Aedes.createBroker(options);

/** The client's last will while its connection ends: it passes authorizePublish like any publication. */
export function isLastWill(client: Client, packet: PublishPacket): boolean {
  return "will" in client && client.will === packet;
}
