/**
 * Who raises the Incident of a section and to whom it is assigned: MEHRS 2.4-2.7, read paragraph by paragraph. All are
 * managed by the MCC and notified to the affected users. Sections not listed have no Incident (2.5.3 and 2.5.9 among them).
 */
import type { Role } from '../../domain.ts';

export interface IncidentRule {
  readonly raisedBy: readonly Role[];
  readonly assignedTo: readonly Role[];
}

const one = (raisedBy: readonly Role[], assignedTo: readonly Role[]): IncidentRule => ({ raisedBy, assignedTo });

export const INCIDENT_RULES: Readonly<Record<string, IncidentRule>> = {
  // Ordinary Incidents of DCC's; whoever is impacted raises the first kind, DCC the second.
  '2.1.1': one(['supplier'], ['mcc']),
  '2.1.2': one(['mcc', 'bimi'], ['mcc']),
  '2.4.1': one(['rp'], ['rp']),
  // The MCFVF as raiser is inferred (ruling A-20).
  '2.4.3': one(['s1sp', 'dco', 'mcfvf'], ['rp']),
  '2.4.4': one(['mcfvf'], ['mcfvf']),
  '2.4.5': one(['rp', 'dco', 's1sp'], ['mcfvf']),
  '2.5.1': one(['rp'], ['rp']),
  '2.5.5': one(['rp'], ['rp']),
  '2.5.7': one(['s1sp'], ['rp']),
  '2.5.8': one(['s1sp', 'dco'], ['rp']),
  '2.5.10': one(['s1sp'], ['rp']),
  '2.5.11': one(['dco'], ['rp']),
  '2.6.1': one(['s1sp', 'dco'], ['s1sp', 'dco']),
  '2.6.6': one(['s1sp', 'dco'], ['s1sp', 'dco']),
  // No raiser is printed (ruling A-39).
  '2.6.7': one(['s1sp'], ['s1sp', 'dsp']),
  '2.6.8': one(['s1sp'], ['s1sp']),
  '2.7.1': one(['cp'], ['cp']),
  '2.7.2': one(['cp'], ['s1sp']),
  '2.7.3': one(['cp'], ['s1sp']),
  // "The DCC" raises it; which of its systems is not said.
  '2.7.4': one(['dsp', 'cp', 'mcc'], ['dsp']),
  '2.7.5': one(['cp'], ['cp']),
  '2.7.6': one(['s1sp'], ['s1sp']),
  '2.7.7': one(['cp'], ['s1sp']),
  // Law L5 where no section speaks: the Requesting Party cannot verify its own copy of the SCF, or its COF.
  'X2.7.2': one(['rp'], ['s1sp']),
  'X2.7.8': one(['rp'], ['cp']),
};
