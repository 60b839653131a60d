/** What an Incident of one section makes visible: raised, assigned by the MCC, affected users told, resolved by the assignee. */
import type { Role } from '../../domain.ts';
import type { FieldTest, MustSend, Timing } from './expectation.ts';
import { must } from './stages.ts';

export const incidentOf = (
  section: string, raisedBy: Role, assignedTo: Role, after: string, failed: FieldTest | null, resolvedWhen: readonly Timing[] = [],
): readonly MustSend[] => {
  const clause = `MEHRS ${section}`;
  const same: FieldTest = { field: 'incident.section', is: section };
  const assignee: FieldTest = { field: 'incident.assignedTo', is: assignedTo };
  return [
    must('incident', clause, raisedBy, 'INCIDENT_RAISED', ['mcc'], {
      where: [same, { field: 'raisedBy', is: raisedBy }, assignee, ...(failed === null ? [] : [failed])],
      timing: [{ kind: 'after', from: { of: after }, atLeast: 0, atMost: 60 }],
    }),
    must('assigned', clause, 'mcc', 'INCIDENT_ASSIGNED', [assignedTo], {
      where: [same, { field: 'assignedTo', is: assignedTo }, { field: 'managedBy', is: 'mcc' }], after: { of: 'incident' },
    }),
    must('ssi-raised', clause, 'mcc', 'SSI_NOTIFICATION', ['supplier'], {
      where: [same, { field: 'state', is: 'Raised' }], also: ['networkOperator'], after: { of: 'incident' },
    }),
    must('resolved', clause, assignedTo, 'INCIDENT_RESOLVED', ['mcc'], { where: [same], after: { of: 'assigned' }, timing: resolvedWhen }),
  ];
};
