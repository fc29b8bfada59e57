/** The JSON messages, as `Protocol/Control` of the C# side has them. */

import type { Quality } from './constants.ts';

/** The answer to a Hello. */
export interface Welcome {
  readonly version: number;
  readonly session: string;
  readonly participant: number;
  readonly rights: readonly string[];
  /** A ping comes at least this often; who hears nothing for three times as long connects again. */
  readonly pingSeconds: number;
}

/** Why a peer is sent away. */
export interface Refused {
  readonly code: string;
  readonly textKey: string;
  readonly detail: string;
}

/** The session is over, or this connection is no longer wanted. */
export interface Stop {
  readonly reason: string;
}

/** One of the customer's screens. */
export interface Screen {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Percent. */
  readonly scale: number;
  readonly primary: boolean;
  readonly name: string;
}

/** The customer's screens. */
export interface Layout {
  readonly epoch: number;
  /** The id of the screen that is shown to who has not chosen one. */
  readonly active: number;
  readonly screens: readonly Screen[];
  /** What the host uses now. */
  readonly quality: Quality;
  /** The ids of the screens that are being sent. */
  readonly watched: readonly number[];
}

/** Somebody in the session. */
export interface Person {
  readonly number: number;
  readonly name: string;
  readonly role: string;
  readonly present: boolean;
}

/** The customer's system in its own words: hostile text. */
export interface SystemInfo {
  readonly os: string;
  readonly osVersion: string;
  readonly userName: string;
  readonly machineName: string;
  readonly client: string;
}

/** Where a session is in its life. */
export type SessionStage = 'waiting' | 'active' | 'customerAway' | 'agentsAway' | 'ended';

/** The session as a viewer sees it. */
export interface SessionState {
  readonly version: number;
  readonly id: string;
  readonly state: SessionStage;
  readonly endReason: string | null;
  readonly pin: string | null;
  readonly customerUrl: string | null;
  readonly rights: readonly string[];
  readonly people: readonly Person[];
  readonly customer: SystemInfo | null;
  /** For agents: computers that know the PIN and wait to be let in. */
  readonly knocking?: readonly Knock[];
  /** When the session ends because nobody does anything, once that is near; seconds since 1970. */
  readonly idleEndsAt?: number;
  /** How many computers the customer has had in the session, from the second on. */
  readonly devices?: number;
}

/** A computer that waits to be let in. */
export interface Knock {
  /** Its check number, 10 to 99. */
  readonly code: number;
  readonly address: string;
}
