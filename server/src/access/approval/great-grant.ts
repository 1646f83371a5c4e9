// Whether what an account or token may do is great, with the counties of this city.
import { changeNeedsApproval, type Grant, isGreat } from "@minqing/core/access/approval";
import type { Executor } from "@minqing/geodata/database";
import { countyCodes } from "@minqing/geodata/region/queries";

export const isGreatGrant = async (tx: Executor, grant: Grant): Promise<boolean> =>
  isGreat(grant, await countyCodes(tx));

export const isGreatChange = async (
  tx: Executor,
  before: Parameters<typeof changeNeedsApproval>[0],
  after: Parameters<typeof changeNeedsApproval>[1],
): Promise<boolean> => changeNeedsApproval(before, after, await countyCodes(tx));
