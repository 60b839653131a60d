/** Systems that can be down, by the party that finds it out, and the section of the MEHRS that has it raise an Incident. */
import type { Role } from '../../domain.ts';
import type { IncidentSection } from './incidents.ts';

export const SYSTEMS: Readonly<Partial<Record<Role, Readonly<Record<string, IncidentSection>>>>> = {
  supplier: { sharePoint: '2.1.1' },
  mcc: { sharePoint: '2.1.2' },
  bimi: { sharePoint: '2.1.2' },
  rp: { commonFile: '2.4.1', migration: '2.5.1', groupFiles: '2.5.5' },
  mcfvf: { validation: '2.4.4' },
  s1sp: { processing: '2.6.1', commissioningFile: '2.6.8', countersigned: '2.7.6' },
  dco: { processing: '2.6.1' },
  cp: { commissioning: '2.7.1' },
  dsp: { requests: '2.7.4' },
};

/** Systems outside the DCC contractual framework: no Incident (MEHRS 2.5.3). */
export const OUTSIDE_SYSTEMS: Readonly<Partial<Record<Role, readonly string[]>>> = { smso: ['handover'], csp: ['provisioning'] };

/** Names of all systems of a role. */
export const systemsOf = (role: Role): readonly string[] => [...Object.keys(SYSTEMS[role] ?? {}), ...(OUTSIDE_SYSTEMS[role] ?? [])];

export const hasSystem = (role: Role, system: string): boolean => SYSTEMS[role]?.[system] !== undefined;

/** @throws Error for a system the party does not have. */
export const sectionOf = (role: Role, system: string): IncidentSection => {
  const section = SYSTEMS[role]?.[system];
  if (section === undefined) throw new Error(`${role} has no system "${system}"`);
  return section;
};

/** The system of the assignee that an Incident of a section is about, if it is about one. */
export const systemOf = (role: Role, section: string): string | undefined =>
  Object.entries(SYSTEMS[role] ?? {}).find(([, each]) => each === section)?.[0];
