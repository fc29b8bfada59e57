/** What the gateway said no with: a stable code, or `network` when it could not be reached. */
export interface Failure {
  readonly failed: true;
  readonly status: number;
  readonly code: string;
}

/** Who is signed in. */
export interface Account {
  readonly tenant: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
}

/** A session that has just been started. */
export interface StartedSession {
  readonly id: string;
  readonly pin: string;
  readonly customerUrl: string;
  readonly agentUrl: string;
  readonly state: string;
}

/** A host program that can be downloaded. */
export interface Program {
  readonly os: string;
  readonly architecture: string;
  readonly url: string;
  /** Bytes. */
  readonly size: number;
}

/** What the customer's page may know of a contact center. */
export interface JoinInfo {
  readonly tenant: string;
  readonly tenantName: string;
  readonly programs: readonly Program[];
}

/** Whether the gateway said no. */
export const isFailure = (answer: unknown): answer is Failure => typeof answer === 'object' && answer !== null && 'failed' in answer;

export const api = {
  me: () => request<Account>('GET', 'me'),
  signIn: (tenant: string, email: string, password: string) => request<Account>('POST', 'sign-in', { tenant, email, password }),
  signOut: () => request<null>('POST', 'sign-out'),
  startSession: () => request<StartedSession>('POST', 'sessions'),
  leave: (session: string) => request<null>('POST', `sessions/${encodeURIComponent(session)}/leave`),
  decideKnock: (session: string, code: number, admit: boolean) => request<null>('POST', `sessions/${encodeURIComponent(session)}/knocks/${code}`, { admit }),
  joinInfo: (tenant: string) => request<JoinInfo>('GET', `join/${encodeURIComponent(tenant)}`),
};

async function request<T>(method: string, path: string, body?: object): Promise<T | Failure> {
  try {
    const response = await fetch(`/api/v1/${path}`, {
      method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok) return response.status === 204 ? (null as T) : ((await response.json()) as T);
    const problem = (await response.json().catch(() => ({}))) as { code?: unknown };
    return { failed: true, status: response.status, code: typeof problem.code === 'string' ? problem.code : String(response.status) };
  } catch {
    return { failed: true, status: 0, code: 'network' };
  }
}
