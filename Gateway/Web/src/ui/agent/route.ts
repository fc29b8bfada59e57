const prefix = '/agent';

/** The session that a path of the agent's page names, or null. */
export function sessionOf(path: string): string | null {
  const match = /^\/agent\/([0-9A-Za-z]{1,40})\/?$/.exec(path);
  return match?.[1] ?? null;
}

/** The path of the agent's page for a session, or without one. */
export const pathOf = (session: string | null): string => (session === null ? prefix : `${prefix}/${session}`);
