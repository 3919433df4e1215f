/** Billing codes (CPT and HCPCS) that tell the type of a session and how long it usually takes. */

/** What a billing code stands for; `program day` = the minutes of the program's day. */
export interface BilledService {
  /** A code of `session_type`. */
  readonly type: string;
  /** Minutes that are assumed where the file gives none. */
  readonly minutes: number | 'program day';
}

const service = (type: string, minutes: BilledService['minutes']): BilledService => ({
  type,
  minutes,
});

/** The services by billing code, in capitals. */
export const BILLING: Readonly<Record<string, BilledService>> = {
  H0015: service('group', 'program day'),
  S9480: service('group', 'program day'),
  H0035: service('group', 'program day'),
  S0201: service('group', 'program day'),
  '90853': service('group', 60),
  '90832': service('individual', 30),
  '90834': service('individual', 45),
  '90837': service('individual', 60),
  '90846': service('family', 50),
  '90847': service('family', 50),
  '90791': service('assessment', 60),
  '90792': service('assessment', 60),
  ...Object.fromEntries(
    ['99202', '99203', '99204', '99205', '99211', '99212', '99213', '99214', '99215'].map(
      (code): [string, BilledService] => [code, service('medication', 20)],
    ),
  ),
};

/** The service that a cell bills, also with modifiers such as `90853-GT`; null = none that is known. */
export function billedService(cell: string): BilledService | null {
  const code = /^\s*([A-Z]?\d{4,5})(?![A-Z0-9])/i.exec(cell)?.[1]?.toUpperCase();
  return (code === undefined ? undefined : BILLING[code]) ?? null;
}
