import { Caps, Kind, qualities, type Quality, rights as knownRights, version } from './constants.ts';
import type { Knock, Layout, Person, Refused, Screen, SessionStage, SessionState, Stop, SystemInfo, Welcome } from './control.ts';
import type { Fault } from './fault.ts';
import { newMessage } from './header.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();
const stages: readonly string[] = ['waiting', 'active', 'customerAway', 'agentsAway', 'ended'];

type Fields = Readonly<Record<string, unknown>>;

/** The body of a JSON message as an object, or a fault. */
function parse(body: Uint8Array): Fields | Fault {
  if (body.length > Caps.json) return 'overCap';
  try {
    const value: unknown = JSON.parse(decoder.decode(body));
    return isObject(value) ? value : 'badText';
  } catch {
    return 'badText';
  }
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isInteger = (value: unknown, least: number, most: number): value is number => Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.length <= 64 && value.every(isText);

/** Without control characters, at most `Caps.name` characters. */
export const cut = (text: string, most: number = Caps.name): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '').slice(0, most);

/** The first message of a viewer, with the words for what video it decodes. */
export function writeHello(client: string, video: readonly string[] = []): Uint8Array<ArrayBuffer> {
  return writeJson(Kind.Hello, { versions: [version], client, codecs: ['palette', 'jpeg', 'webp', ...video] });
}

/** A whole JSON message. */
export function writeJson(kind: number, record: object): Uint8Array<ArrayBuffer> {
  const json = encoder.encode(JSON.stringify(record));
  const message = newMessage(kind, json.length);
  message.set(json, 8);
  return message;
}

/** Reads a Welcome. */
export function readWelcome(body: Uint8Array): Welcome | Fault {
  const fields = parse(body);
  if (typeof fields === 'string') return fields;
  const { session, participant, rights, pingSeconds } = fields;
  if (fields['version'] !== version) return 'unknownVersion';
  if (!isText(session) || !isInteger(participant, 0, 0x7fff_ffff) || !isTexts(rights) || !isInteger(pingSeconds, 1, 3600)) return 'badText';
  return { version, session, participant, rights, pingSeconds };
}

/** Reads a Refused. */
export function readRefused(body: Uint8Array): Refused | Fault {
  const fields = parse(body);
  if (typeof fields === 'string') return fields;
  const { code, textKey, detail } = fields;
  return isText(code) && isText(textKey) && isText(detail) ? { code: cut(code), textKey: cut(textKey), detail: cut(detail, 1000) } : 'badText';
}

/** Reads a Stop. */
export function readStop(body: Uint8Array): Stop | Fault {
  const fields = parse(body);
  if (typeof fields === 'string') return fields;
  return isText(fields['reason']) ? { reason: cut(fields['reason']) } : 'badText';
}

/** Reads a Layout: ids from 0 without gaps, every screen within the caps. */
export function readLayout(body: Uint8Array): Layout | Fault {
  const fields = parse(body);
  if (typeof fields === 'string') return fields;
  const { epoch, active, screens } = fields;
  if (!isInteger(epoch, 0, 0xffff_ffff) || !isInteger(active, 0, 0xffff) || !Array.isArray(screens) || screens.length === 0) return 'badText';
  if (screens.length > Caps.screens) return 'overCap';
  const read: Screen[] = [];
  for (const screen of screens as unknown[]) {
    const one = readScreen(screen, read.length);
    if (typeof one === 'string') return one;
    read.push(one);
  }
  const quality = fields['quality'] ?? 'automatic';
  const watched = fields['watched'] ?? [active];
  if (!isQuality(quality) || !Array.isArray(watched) || !watched.every((id) => isInteger(id, 0, 0xffff))) return 'badText';
  if (watched.length > Caps.screens) return 'overCap';
  if (active >= read.length || watched.some((id) => id >= read.length)) return 'outOfScreen';
  return { epoch, active, screens: read, quality, watched: [...new Set(watched)] };
}

const isQuality = (value: unknown): value is Quality => (qualities as readonly unknown[]).includes(value);

function readScreen(value: unknown, id: number): Screen | Fault {
  if (!isObject(value)) return 'badText';
  const { x, y, width, height, scale, primary, name } = value;
  if (value['id'] !== id || !isInteger(scale, 25, 1000) || typeof primary !== 'boolean' || !isText(name)) return 'badText';
  const most = 0x7fff_ffff;
  if (!isInteger(width, -most, most) || !isInteger(height, -most, most) || !isInteger(x, -most, most) || !isInteger(y, -most, most)) return 'badText';
  if (width < 1 || height < 1) return 'outOfScreen';
  if (width > Caps.screenSide || height > Caps.screenSide || width * height > Caps.screenPixels) return 'overCap';
  if (Math.abs(x) > 1 << 20 || Math.abs(y) > 1 << 20) return 'outOfScreen';
  return { id, x, y, width, height, scale, primary, name: cut(name) };
}

/** Reads the session's state. */
export function readSession(body: Uint8Array): SessionState | Fault {
  const fields = parse(body);
  return typeof fields === 'string' ? fields : (sessionFrom(fields) ?? 'badText');
}

function sessionFrom(fields: Fields): SessionState | null {
  const { id, state, endReason, pin, customerUrl, rights, people, customer, knocking, idleEndsAt, devices } = fields;
  const number = fields['version'];
  if (!isInteger(number, 0, Number.MAX_SAFE_INTEGER) || !isText(id) || !isText(state) || !stages.includes(state)) return null;
  if (!isTexts(rights) || !Array.isArray(people) || people.length > 1000) return null;
  const read = (people as unknown[]).map(personFrom);
  if (read.includes(null)) return null;
  return {
    version: number,
    id,
    state: state as SessionStage,
    endReason: isText(endReason) ? cut(endReason) : null,
    pin: isText(pin) && /^[0-9]{1,20}$/.test(pin) ? pin : null,
    customerUrl: isText(customerUrl) ? cut(customerUrl, 500) : null,
    rights: rights.filter((right) => (knownRights as readonly string[]).includes(right)),
    people: read as Person[],
    customer: isObject(customer) ? systemFrom(customer) : null,
    ...(isInteger(idleEndsAt, 0, 1e11) ? { idleEndsAt } : {}),
    ...(isInteger(devices, 2, 1_000_000) ? { devices } : {}),
    ...(Array.isArray(knocking) ? { knocking: (knocking as unknown[]).slice(0, 16).flatMap(knockFrom) } : {}),
  };
}

function knockFrom(value: unknown): Knock[] {
  if (!isObject(value)) return [];
  const { code, address } = value;
  return isInteger(code, 10, 99) && isText(address) ? [{ code, address: cut(address) }] : [];
}

function personFrom(value: unknown): Person | null {
  if (!isObject(value)) return null;
  const { number, name, role, present } = value;
  if (!isInteger(number, 0, 0x7fff_ffff) || !isText(name) || !isText(role) || typeof present !== 'boolean') return null;
  return { number, name: cut(name), role, present };
}

function systemFrom(fields: Fields): SystemInfo {
  const text = (key: string): string => (isText(fields[key]) ? cut(fields[key]) : '');
  return { os: text('os'), osVersion: text('osVersion'), userName: text('userName'), machineName: text('machineName'), client: text('client') };
}
