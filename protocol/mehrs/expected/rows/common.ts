/** What the rows of the first slice share: Group ID CB, dual fuel, Active/Active with one supplier, rule set v3.1. */
import type { CatalogueRow, RowIncident } from '../row.ts';

export const SLICE: Pick<CatalogueRow, 'groups' | 'ruleSets' | 'conditions' | 'openIncidents' | 'masterless'> = {
  groups: ['CB'],
  ruleSets: ['v3.1'],
  conditions: { fuel: 'dual', supply: ['Active', 'Active'], sameSupplier: true, commissioner: 'cp', duisVersion: 3 },
  openIncidents: [],
  masterless: null,
};
export const NO_INCIDENT: RowIncident = { kind: 'none', raisedBy: null, assignedTo: null, managedBy: null, ssi: false };
/** About 20 (Guide 4.5.6.3). */
export const ABOUT_20 = { min: 15, max: 25 } as const;
