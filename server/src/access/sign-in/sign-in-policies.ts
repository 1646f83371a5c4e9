// The sign-in policy (登录策略) as a setting of the city.
import { DEFAULT_SIGN_IN_POLICY, SignInPolicy } from "@minqing/core/access/policy";
import type { CachedSetting } from "../../setting/cached-setting.ts";
import type { CitySetting } from "../../setting/change-setting.ts";

export const SIGN_IN_POLICY: CitySetting<SignInPolicy> = {
  key: "access.sign_in_policy",
  schema: SignInPolicy,
  usual: DEFAULT_SIGN_IN_POLICY,
};

export type SignInPolicies = CachedSetting<SignInPolicy>;
