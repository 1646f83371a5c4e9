// The console's page in the address.
import { usePathname } from "../design/address.ts";
import { type Route, readRoute } from "./route.ts";

export const useRoute = (): Route | null => readRoute(usePathname());
