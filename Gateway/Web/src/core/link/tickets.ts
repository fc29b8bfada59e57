/** What asking for a ticket came to. */
export type TicketAnswer =
  | { readonly kind: 'ticket'; readonly ticket: string }
  /** The agent must sign in first. */
  | { readonly kind: 'signedOut' }
  /** The session is over or there is none: asking again will not help. */
  | { readonly kind: 'over'; readonly reason: 'session_ended' | 'session_not_found' }
  /** The gateway could not be reached or could not answer: ask again later. */
  | { readonly kind: 'failed' };

/** How long an answer may take, in milliseconds. */
const timeLimit = 10_000;

/** Asks for a ticket for one socket. */
export async function fetchTicket(session: string): Promise<TicketAnswer> {
  try {
    const response = await fetch(`/api/v1/sessions/${encodeURIComponent(session)}/tickets`, {
      method: 'POST',
      signal: AbortSignal.timeout(timeLimit),
    });
    switch (response.status) {
      case 200: {
        const { ticket } = (await response.json()) as { ticket?: unknown };
        return typeof ticket === 'string' ? { kind: 'ticket', ticket } : { kind: 'failed' };
      }
      case 401:
        return { kind: 'signedOut' };
      case 404:
        return { kind: 'over', reason: 'session_not_found' };
      case 410:
        return { kind: 'over', reason: 'session_ended' };
      default:
        return { kind: 'failed' };
    }
  } catch {
    return { kind: 'failed' };
  }
}
