import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverConfig } from "@minqing/server/config";
import { afterAll, expect, test } from "vitest";

const GOOD = "Zk3vQ9xW1tYb7LrD5uHn2Jc8PfMs4AgE";

const folder = await mkdtemp(join(tmpdir(), "minqing-config-"));
afterAll(() => rm(folder, { recursive: true }));

test("a secret of one's own is taken, from the environment or from a file", async () => {
  expect(serverConfig({ SESSION_SECRET: GOOD }).secret).toBe(GOOD);
  const file = join(folder, "secret");
  await writeFile(file, `${GOOD}\n`);
  expect(serverConfig({ SESSION_SECRET_FILE: file })).toMatchObject({ secret: GOOD, settings: { DEMO: false } });
});

test("contacts are sealed with a secret of their own where there is one, and it is no simpler", () => {
  const session = { current: GOOD, previous: [] };
  expect(serverConfig({ SESSION_SECRET: GOOD }).sealing).toEqual({ contact: session, factor: session });
  const own = [...GOOD].reverse().join("");
  expect(serverConfig({ SESSION_SECRET: GOOD, CONTACT_SECRET: own }).sealing).toEqual({
    contact: { current: own, previous: [] },
    factor: session,
  });
  expect(() => serverConfig({ SESSION_SECRET: GOOD, CONTACT_SECRET: "x".repeat(40) })).toThrow(
    /CONTACT_SECRET of 32.*simpler/,
  );
  expect(() => serverConfig({ SESSION_SECRET: GOOD, CONTACT_SECRET_FILE: "/nowhere" })).toThrow(/CONTACT_SECRET_FILE/);
});

test("a secret before the present one opens what it sealed, and is another one", async () => {
  const [session, contact, older] = ["Q", "W", "E"].map((letter) => GOOD.replace("Z", letter));
  const file = join(folder, "older-secret");
  await writeFile(file, `${older}\n`);
  const both = { SESSION_SECRET: GOOD, SESSION_SECRET_PREVIOUS: session, CONTACT_SECRET_PREVIOUS_FILE: file };
  expect(serverConfig({ ...both, CONTACT_SECRET: contact }).sealing).toEqual({
    contact: { current: contact, previous: [older] },
    factor: { current: GOOD, previous: [session] },
  });
  // Without CONTACT_SECRET, contacts are sealed with the session secret.
  expect(serverConfig(both).sealing.contact).toEqual({ current: GOOD, previous: [older, session] });
  for (const name of ["SESSION_SECRET_PREVIOUS", "CONTACT_SECRET_PREVIOUS"]) {
    expect(() => serverConfig({ SESSION_SECRET: GOOD, [name]: GOOD })).toThrow(`in ${name}, got the present one`);
  }
});

const OIDC = {
  SESSION_SECRET: GOOD,
  OIDC_ISSUER: "https://id.test/realms/city",
  OIDC_CLIENT_ID: "minqing",
  OIDC_CLIENT_SECRET: "s3cret",
  PUBLIC_URL: "https://city.test/",
};

test("single sign-on is off without a provider, and whole with one", async () => {
  expect(serverConfig({ ...OIDC, OIDC_ISSUER: undefined }).sso).toEqual([]);
  expect(serverConfig(OIDC).sso).toMatchObject([{ publicUrl: "https://city.test", labelEn: "Single sign-on" }]);
  const file = join(folder, "client-secret");
  await writeFile(file, "s3cret\n");
  const { sso } = serverConfig({ ...OIDC, OIDC_CLIENT_SECRET: undefined, OIDC_CLIENT_SECRET_FILE: file });
  expect(sso).toHaveLength(1);
});

const OAUTH2 = {
  SESSION_SECRET: GOOD,
  PUBLIC_URL: "https://city.test",
  OAUTH2_CLIENT_ID: "ww1",
  OAUTH2_CLIENT_SECRET: "s3cret",
  OAUTH2_AUTHORIZE_URL: "https://id.test/authorize?appid={client_id}&to={redirect_uri}&state={state}#wechat_redirect",
  OAUTH2_TOKEN_URL: "https://api.id.test/gettoken?corpid={client_id}&corpsecret={client_secret}",
  OAUTH2_USER_URL: "https://api.id.test/getuserinfo?access_token={access_token}&code={code}",
};

test("both protocols of single sign-on stand side by side, each known by its provider", () => {
  const { sso } = serverConfig({ ...OIDC, ...OAUTH2 });
  expect(sso.map(({ provider }) => [provider.protocol, provider.id])).toEqual([
    ["oidc", "https://id.test/realms/city"],
    ["oauth2", "api.id.test/ww1"],
  ]);
});

test.each([
  [{ ...OIDC, OIDC_CLIENT_ID: "" }, /expected OIDC_CLIENT_ID with OIDC_ISSUER, got none/],
  [{ ...OIDC, PUBLIC_URL: "" }, /expected PUBLIC_URL with OIDC_ISSUER/],
  [{ ...OIDC, PUBLIC_URL: "https://city.test/minqing" }, /PUBLIC_URL: expected scheme, host and port without a path/],
  [
    { ...OIDC, OIDC_CLIENT_SECRET: "" },
    /OIDC_CLIENT_SECRET or OIDC_CLIENT_SECRET_FILE for single sign-on, got neither/,
  ],
  [{ ...OIDC, OIDC_CLIENT_SECRET: "", OIDC_CLIENT_SECRET_FILE: "/nowhere/secret" }, /OIDC_CLIENT_SECRET_FILE/],
  [{ ...OIDC, OIDC_ISSUER: "http://id.test" }, /OIDC_ISSUER: expected https, or http on this machine, got/],
  [{ ...OIDC, OIDC_ISSUER: "id.test" }, /OIDC_ISSUER: expected an http or https URL, got/],
  [{ ...OIDC, OIDC_ISSUER: "ftp://127.0.0.1" }, /OIDC_ISSUER: expected an http or https URL, got/],
  [{ ...OAUTH2, OAUTH2_TOKEN_URL: "", PUBLIC_URL: "" }, /OAUTH2_TOKEN_URL and PUBLIC_URL with OAUTH2_AUTHORIZE_URL/],
  [{ ...OAUTH2, OAUTH2_CLIENT_SECRET: "" }, /expected OAUTH2_CLIENT_SECRET or OAUTH2_CLIENT_SECRET_FILE/],
  [
    { ...OAUTH2, OAUTH2_AUTHORIZE_URL: "https://id.test/a?to={redirect_uri}" },
    /OAUTH2_AUTHORIZE_URL: .*\{state\} among/,
  ],
  [{ ...OAUTH2, OAUTH2_USER_URL: "https://id.test/{password}" }, /OAUTH2_USER_URL: expected only/],
  [{ ...OAUTH2, OAUTH2_USER_URL: "http://id.test/{code}" }, /OAUTH2_USER_URL: expected https, or http on this machine/],
  [{ ...OAUTH2, OAUTH2_USER_URL: "https://id.test{code}/" }, /OAUTH2_USER_URL: expected https/],
  [{ ...OAUTH2, OAUTH2_TOKEN_BODY: '{"a":"{secret}"}' }, /OAUTH2_TOKEN_BODY: expected only known places/],
])("single sign-on with %j is refused", (environment, message) => {
  expect(() => serverConfig(environment)).toThrow(message);
});

test.each([
  [{}, /got neither/],
  [{ SESSION_SECRET: "short" }, /expected at least 32 characters/],
  [{ SESSION_SECRET: "x".repeat(40) }, /simpler/],
  [{ SESSION_SECRET: "change-me-please-1234567890-abcdefgh" }, /looks like an example/],
  [{ SESSION_SECRET_FILE: "/nowhere/secret" }, /could not read it/],
  [{ SESSION_SECRET: GOOD, PORT: "eighty" }, /PORT/],
  [{ SESSION_SECRET: GOOD, HOST: "0.0.0.0" }, /expected TLS_CERT_FILE and TLS_KEY_FILE, or PROXY_ADDRESSES/],
  [{ SESSION_SECRET: GOOD, TLS_CERT_FILE: "cert.pem" }, /got only TLS_CERT_FILE/],
])("a production start with %j is refused", (environment, message) => {
  expect(() => serverConfig(environment)).toThrow(message);
});
