// The simulated people of the command centre: one client for each seat, with an account of the demo.
import type { Role } from "@minqing/core/access/account";
import type { DemoAccount } from "@minqing/core/access/demo";
import { CityClient } from "../http/city-client.ts";

const SEATS = ["acceptor", "supervisor", "dispatcher", "handler", "partner"] as const satisfies Role[];
export type StaffSeat = (typeof SEATS)[number];

export type Staff = Readonly<Record<StaffSeat, CityClient>>;

/** Finds the account with the role and the city in its scope; of several, the first one with the fewest roles. */
function accountFor(seat: StaffSeat, accounts: readonly DemoAccount[], city: string): DemoAccount {
  const candidates = accounts.filter(({ roles, scope }) => roles.includes(seat) && scope.includes(city));
  const best = [...candidates].sort((a, b) => a.roles.length - b.roles.length)[0];
  if (best === undefined) throw new RangeError(`expected a demo account with the role ${seat} for ${city}, got none`);
  return best;
}

export function createStaff(base: string, accounts: readonly DemoAccount[], city: string): Staff {
  const client = (seat: StaffSeat): CityClient => new CityClient(base, accountFor(seat, accounts, city));
  return {
    acceptor: client("acceptor"),
    supervisor: client("supervisor"),
    dispatcher: client("dispatcher"),
    handler: client("handler"),
    partner: client("partner"),
  };
}
