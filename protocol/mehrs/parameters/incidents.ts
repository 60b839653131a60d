/** Who an Incident of a MEHRS section is assigned to, and how severe it is (severity is emulator profile, R2-11). */
import type { Role } from '../../domain.ts';

export interface IncidentRule {
  readonly section: string;
  readonly assignedTo: Role;
  /** Who else it may be assigned to, by whose fault it is. */
  readonly orTo?: Role;
  /** Not to be classified as relating to Migration (MEHRS 2.1.1, 2.1.2). */
  readonly migration?: false;
  readonly severity: 1 | 2 | 3 | 4 | 5;
}

/** The Service Request of MEHRS 2.5.9: the MCC's on the Requesting Party, in the time of an Incident of this severity. */
export const SERVICE_REQUEST_RULE = { section: '2.5.9', assignedTo: 'rp', severity: 3 } as const satisfies IncidentRule;

export const INCIDENT_RULES = {
  '2.1.1': { section: '2.1.1', assignedTo: 'mcc', severity: 3, migration: false },
  '2.1.2': { section: '2.1.2', assignedTo: 'mcc', severity: 3, migration: false },
  '2.4.1': { section: '2.4.1', assignedTo: 'rp', severity: 2 },
  '2.4.3': { section: '2.4.3', assignedTo: 'rp', severity: 3 },
  '2.4.4': { section: '2.4.4', assignedTo: 'mcfvf', severity: 2 },
  '2.4.5': { section: '2.4.5', assignedTo: 'mcfvf', severity: 3 },
  '2.5.1': { section: '2.5.1', assignedTo: 'rp', severity: 2 },
  '2.5.5': { section: '2.5.5', assignedTo: 'rp', severity: 2 },
  '2.5.7': { section: '2.5.7', assignedTo: 'rp', severity: 2 },
  '2.5.8': { section: '2.5.8', assignedTo: 'rp', severity: 2 },
  '2.5.10': { section: '2.5.10', assignedTo: 'rp', severity: 2 },
  '2.5.11': { section: '2.5.11', assignedTo: 'rp', severity: 2 },
  '2.6.1': { section: '2.6.1', assignedTo: 's1sp', orTo: 'dco', severity: 2 },
  '2.6.8': { section: '2.6.8', assignedTo: 's1sp', severity: 2 },
  '2.7.1': { section: '2.7.1', assignedTo: 'cp', severity: 2 },
  // To the S1SP or the DCO, whoever raised it; and to the S1SP or the DSP, by cause (ruling A-39).
  '2.6.6': { section: '2.6.6', assignedTo: 's1sp', orTo: 'dco', severity: 2 },
  '2.6.7': { section: '2.6.7', assignedTo: 'dsp', orTo: 's1sp', severity: 3 },
  '2.7.2': { section: '2.7.2', assignedTo: 's1sp', severity: 3 },
  '2.7.3': { section: '2.7.3', assignedTo: 's1sp', severity: 3 },
  '2.7.4': { section: '2.7.4', assignedTo: 'dsp', severity: 2 },
  '2.7.5': { section: '2.7.5', assignedTo: 'cp', severity: 3 },
  '2.7.6': { section: '2.7.6', assignedTo: 's1sp', severity: 2 },
  '2.7.7': { section: '2.7.7', assignedTo: 's1sp', severity: 3 },
  // No section is about the Requesting Party's copy of an SCF, or its COF, that it cannot verify (decision D-90).
  'X2.7.2': { section: 'X2.7.2', assignedTo: 's1sp', severity: 3 },
  'X2.7.8': { section: 'X2.7.8', assignedTo: 'cp', severity: 3 },
} as const satisfies Record<string, IncidentRule>;
export type IncidentSection = keyof typeof INCIDENT_RULES;
