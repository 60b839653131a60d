/** Systems that are down: what no journey brings them. */
import type { Reason } from './reason.ts';

export const SYSTEM_REASONS: readonly Reason[] = [
  {
    machines: ['supplier.system', 'mcc.system', 'rp.system', 's1sp.system', 'dco.system', 'mcfvf.system', 'dsp.system', 'cp.system'],
    cells: ['up REPAIRED'],
    reason: 'a second Incident about the same system, closed when the system is up again: one Incident stands for all that waits, so only Incidents of two sections bring it',
  },
  {
    machines: ['supplier.system', 'mcc.system', 's1sp.system', 'dco.system', 'mcfvf.system', 'dsp.system', 'cp.system'],
    cells: ['down REPAIRED'],
    reason: 'an Incident about the system would have to be closed while its next outage is still unnoticed',
  },
  {
    machines: ['supplier.system', 'mcc.system', 'rp.system', 's1sp.system', 'mcfvf.system', 'dsp.system', 'cp.system'],
    cells: ['incidentOpen WENT_DOWN', 'noticed WENT_DOWN'],
    reason: 'two outages of one system, the second in that very moment: no row has two',
  },
  {
    machines: ['supplier.system', 'mcc.system'],
    cells: ['noticed MISSED'],
    reason: 'more work has to come for the system in that very moment: rows have one piece of work there',
  },
  {
    machines: ['smso.system', 'csp.system'],
    cells: ['down WENT_DOWN', 'noticed WENT_DOWN'],
    reason: 'two outages of one system, the second in that very moment: no row has two',
  },
  {
    machines: ['s1sp.system', 'mcfvf.system', 'dsp.system'],
    cells: ['incidentOpen MISSED'],
    reason: 'more work has to come for the system in that very moment: rows have one piece of work there',
  },
  {
    machines: ['dco.system'],
    cells: ['noticed WENT_DOWN'],
    reason: 'two outages of one system, the second in that very moment: no row has two',
  },
  {
    machines: ['dco.system'],
    cells: ['incidentOpen MISSED', 'noticed MISSED'],
    reason: 'more work has to come for the system in that very moment: rows have one piece of work there',
  },
];
