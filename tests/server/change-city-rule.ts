// Changes a setting of the city as the security administrator, based on the edition in force.
interface Asking<Answer> {
  ask(who: "secadmin", method: string, path: string, body?: unknown): Promise<Answer>;
}

export async function decide<Answer extends { body: unknown }>(
  { ask }: Asking<Answer>,
  path: string,
  value: object,
): Promise<Answer> {
  const { edition } = (await ask("secadmin", "GET", path)).body as { edition: string | null };
  return ask("secadmin", "PUT", path, { ...value, edition });
}
