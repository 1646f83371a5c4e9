// The masking policy (脱敏策略) as a setting of the city.
import { DEFAULT_MASKING_POLICY, MASKING_POLICY_KEY, MaskingPolicy } from "@minqing/core/privacy/masking-policy";
import type { CachedSetting } from "../setting/cached-setting.ts";
import type { CitySetting } from "../setting/change-setting.ts";

export const MASKING_POLICY: CitySetting<MaskingPolicy> = {
  key: MASKING_POLICY_KEY,
  schema: MaskingPolicy,
  usual: DEFAULT_MASKING_POLICY,
};

export type MaskingPolicies = CachedSetting<MaskingPolicy>;
