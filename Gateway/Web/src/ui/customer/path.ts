/** What the path of the customer's page names: `/{tenant}` or `/{tenant}/{pin}`. */
export interface CustomerPath {
  readonly tenant: string;
  readonly pin: string;
}

/** Reads the path; what is missing is empty. The PIN is as it was typed and still to be checked. */
export function readPath(path: string): CustomerPath {
  const [tenant = '', pin = ''] = path.split('/').filter((part) => part !== '').map(decode);
  return { tenant, pin };
}

/** The path for a contact center, with or without a PIN. */
export const pathFor = (tenant: string, pin: string): string => `/${encodeURIComponent(tenant)}${pin === '' ? '' : `/${encodeURIComponent(pin)}`}`;

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
