/** What most rows share: dual fuel, both meters Active with one supplier, commissioned by the Commissioning Party, rule set v3.1. */
import type { Role } from '../../../domain.ts';
import type { CatalogueRow, RowIncident } from '../row.ts';

export const USUAL: Pick<CatalogueRow, 'ruleSets' | 'conditions' | 'openIncidents' | 'masterless'> = {
  ruleSets: ['v3.1'],
  conditions: { fuel: 'dual', supply: ['Active', 'Active'], sameSupplier: true, commissioner: 'cp', duisVersion: 3 },
  openIncidents: [],
  masterless: null,
};
export const NO_INCIDENT: RowIncident = { kind: 'none', raisedBy: null, assignedTo: null, managedBy: null, ssi: false };
/** Managed by the MCC and notified through the SSI, as all of MEHRS 2.4 to 2.7. */
export const incident = (raisedBy: Role, assignedTo: Role, alsoRaisedBy: readonly Role[] = []): RowIncident =>
  ({ kind: 'incident', raisedBy, ...(alsoRaisedBy.length === 0 ? {} : { alsoRaisedBy }), assignedTo, managedBy: 'mcc', ssi: true });
/** The Incident that led to the row's situation, of another section. */
export const incidentBefore = (section: string, raisedBy: Role, assignedTo: Role): RowIncident => ({ ...incident(raisedBy, assignedTo), section });
