// POST /sso/back-channel-logout: the provider reports a sign-out to this server, without a browser.
// [OpenID Connect Back-Channel Logout 1.0, 2.5, 2.8]
import { SSO_SIGN_OUT_PATH } from "@minqing/core/access/single-sign-on";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { clientAddress } from "../../http/client-address.ts";
import { limitBody } from "../../http/request-body.ts";
import type { ServerEnv } from "../../http/server-env.ts";
import { ProblemError } from "../../problem/problem-error.ts";
import type { ServerContext } from "../../server-context.ts";
import { endSessionsAfterLogout } from "./back-channel-logout.ts";
import { type IdentityProvider, ProviderFault } from "./identity-provider.ts";

const Form = z.object({ logout_token: z.string().min(1).max(16_384) });

export const backChannelLogoutRoutes = (context: ServerContext): Hono<ServerEnv> => {
  const app = new Hono<ServerEnv>();
  for (const { provider } of context.sso) {
    if (provider.readLogoutNotice === undefined) continue;
    app.post(SSO_SIGN_OUT_PATH, limitBody, async (c) => {
      c.header("cache-control", "no-store");
      // Each request may make us fetch the provider's keys.
      await context.limits.address(clientAddress(c));
      await handleNotice(c, context, provider);
      return c.body(null, 200);
    });
  }
  return app;
};

async function handleNotice(c: Context<ServerEnv>, context: ServerContext, provider: IdentityProvider): Promise<void> {
  const address = clientAddress(c) || null;
  try {
    const form = Form.safeParse(Object.fromEntries(new URLSearchParams(await c.req.text())));
    if (!form.success) throw new ProviderFault("refused", "expected a form with a logout_token, got none");
    const notice = await provider.readLogoutNotice?.(form.data.logout_token);
    if (notice !== undefined) await endSessionsAfterLogout(context, provider, notice, address);
  } catch (fault) {
    if (!(fault instanceof ProviderFault)) throw fault;
    context.log.warn({ reason: fault.message }, "single sign-on: a logout notice was refused");
    if (fault.code === "away") throw new ProblemError("bad-request", "the provider's keys could not be read");
    context.accessDenials.count({ actor: null, roles: [], address, action: "session.end", reason: "sso-refused" });
    throw new ProblemError("bad-request", fault.message);
  }
}
