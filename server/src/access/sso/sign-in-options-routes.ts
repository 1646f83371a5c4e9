// GET /api/sign-in-options: the ways to sign in, answered without a session.
import { createRoute } from "@hono/zod-openapi";
import { SignInOptions, type SsoProtocol } from "@minqing/core/access/single-sign-on";
import { clientAddress } from "../../http/client-address.ts";
import { jsonAnswer, newRouter } from "../../http/router.ts";
import type { ServerContext } from "../../server-context.ts";

const options = createRoute({
  method: "get",
  path: "/sign-in-options",
  tags: ["session"],
  operationId: "listSignInOptions",
  summary: "Ways to sign in besides account and password: single sign-on begins at /sso/start and /sso/oauth2/start",
  security: [],
  responses: { 200: jsonAnswer(SignInOptions, "The ways; null where there is no single sign-on") },
});

export const signInOptionsRoutes = ({ sso, limits }: ServerContext) =>
  newRouter().openapi(options, async (c) => {
    await limits.address(clientAddress(c));
    const button = (protocol: SsoProtocol) => {
      const found = sso.find(({ provider }) => provider.protocol === protocol);
      return found === undefined ? null : { labelZh: found.labelZh, labelEn: found.labelEn };
    };
    return c.json({ oidc: button("oidc"), oauth2: button("oauth2") }, 200);
  });
