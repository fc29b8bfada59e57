import { Caps, Kind } from './constants.ts';
import { type Fault, lengthFault, viewOf } from './fault.ts';
import { newMessage } from './header.ts';

/** A request for tiles; no tiles means all of the screen. Goes from a viewer to its gateway, and from a gateway to a host. */
export interface Repair {
  readonly screen: number;
  readonly epoch: number;
  /** Row × columns + column. */
  readonly tiles: readonly number[];
}

/** Body of a Repair: screen u16, count u16, epoch u32, count × tile u16. */
export function readRepair(body: Uint8Array): Repair | Fault {
  if (body.length < 8) return 'truncated';
  const view = viewOf(body);
  const count = view.getUint16(2, true);
  if (count > Caps.repairTiles) return 'overCap';
  const fault = lengthFault(body, 8 + count * 2);
  if (fault !== null) return fault;
  const tiles = Array.from({ length: count }, (_, index) => view.getUint16(8 + index * 2, true));
  return { screen: view.getUint16(0, true), epoch: view.getUint32(4, true), tiles };
}

/** A whole Repair. */
export function writeRepair(repair: Repair): Uint8Array<ArrayBuffer> {
  const message = newMessage(Kind.Repair, 8 + repair.tiles.length * 2);
  const view = viewOf(message);
  view.setUint16(8, repair.screen, true);
  view.setUint16(10, repair.tiles.length, true);
  view.setUint32(12, repair.epoch, true);
  repair.tiles.forEach((tile, index) => view.setUint16(16 + index * 2, tile, true));
  return message;
}
