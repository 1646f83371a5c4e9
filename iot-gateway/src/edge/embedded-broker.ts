// Creates the aedes broker, and names the types that its own declarations do not export.
import { Aedes, type AedesOptions, type Client } from "aedes";

export type { Client };
export type AuthenticateHandler = NonNullable<AedesOptions["authenticate"]>;
export type PublishHandler = NonNullable<AedesOptions["authorizePublish"]>;
export type SubscribeHandler = NonNullable<AedesOptions["authorizeSubscribe"]>;
export type ForwardHandler = NonNullable<AedesOptions["authorizeForward"]>;
export type PreConnectHandler = NonNullable<AedesOptions["preConnect"]>;
export type PublishPacket = Parameters<PublishHandler>[1];

export const createBroker = (options: AedesOptions): Promise<Aedes> => Aedes.createBroker(options);

/** Whether the packet is the client's last will, which passes authorizePublish like every publication. */
export function isLastWill(client: Client, packet: PublishPacket): boolean {
  return "will" in client && client.will === packet;
}
