/** Table 8.7-3: what a handover and an addition to the HAN Device Log must be like (MEHRS 2.7.5, 2.7.7). */
import { ZERO_INSTALL_CODE } from '../../messages/duis/request.ts';
import type { CommissioningRequest } from '../../messages/duis/request.ts';
import type { CommissioningCheck, CommissioningFacts } from './types.ts';

const both = { table: '8.7-3', dsp: true, s1sp: true } as const;
/** The DSP's list omits the row: only the S1SP checks. */
const s1spOnly = { table: '8.7-3', dsp: false, s1sp: true } as const;

const isHandover = ({ body }: CommissioningRequest): boolean => body.kind === 'handover';
const isHanUpdate = ({ body }: CommissioningRequest): boolean => body.kind === 'updateHanDeviceLog';
const handoverTo = (role: string) => ({ body }: CommissioningRequest): boolean => body.kind === 'handover' && body.remotePartyRole === role;

/** DUIS RemotePartyRole and the Remote Party Role in certificates that goes with it. */
const CERTIFICATE_ROLE: Readonly<Record<string, string>> = { Supplier: 'supplier', NetworkOperator: 'networkOperator' };

/** SEC Party Signifiers named by the certificates' Entity Identifiers; `undefined` for an identifier of no Party. */
const partiesOf = (facts: CommissioningFacts): ReadonlySet<string | undefined> =>
  new Set(facts.replacementCertificates.map(({ entityId }) => facts.partyOf(entityId)?.signifier));

/** Whether the certificates are those of the Party that Registration Data has for the MPxN that the SMI has for the target. */
const isRegistered = (facts: CommissioningFacts, as: 'supplier' | 'networkOperator'): boolean => {
  const registered = facts.registration[facts.smi[facts.request.target]?.importMpxn ?? '']?.[as];
  return registered !== undefined && [...partiesOf(facts)].every((signifier) => signifier === registered);
};

export const TABLE_8_7_3: readonly CommissioningCheck[] = [
  {
    ...both, row: 1, id: 'C062199', responseCode: 'C062199', s1spAlertCode: 'S1C062199', name: 'Role in the certificates is not that of the request',
    appliesTo: ({ body }) => body.kind === 'handover' && CERTIFICATE_ROLE[body.remotePartyRole] !== undefined,
    holds: ({ request: { body }, replacementCertificates, allowedToo }) => body.kind === 'handover'
      && replacementCertificates.every((each) => [CERTIFICATE_ROLE, allowedToo?.certificateRoles].some((roles) => each.remotePartyRole === roles?.[body.remotePartyRole])),
  },
  {
    ...s1spOnly, row: 2, id: 'C062198', s1spAlertCode: 'S1C062198', name: 'Commissioning Requests cannot be future dated', appliesTo: isHandover,
    holds: ({ request: { body } }) => body.kind === 'handover' && body.executionAt === undefined,
  },
  {
    ...both, row: 3, id: 'C062197', responseCode: 'C062197', s1spAlertCode: 'S1C062197', name: 'Certificates are of different Parties', appliesTo: isHandover,
    holds: (facts) => {
      const parties = partiesOf(facts);
      return parties.size === 1 && !parties.has(undefined);
    },
  },
  {
    ...both, row: 4, id: 'C062196', responseCode: 'C062196', s1spAlertCode: 'S1C062196', name: 'Asserted Supplier is not the registered one',
    appliesTo: handoverTo('Supplier'), holds: (facts) => isRegistered(facts, 'supplier'),
  },
  {
    ...both, row: 5, id: 'C062195', responseCode: 'C062195', s1spAlertCode: 'S1C062195', name: 'Asserted Network Operator is not the registered one',
    appliesTo: handoverTo('NetworkOperator'), holds: (facts) => isRegistered(facts, 'networkOperator'),
  },
  {
    ...s1spOnly, row: 6, id: 'C081199', s1spAlertCode: 'S1C081199', name: 'The Commissioning Party cannot remove Devices', appliesTo: isHanUpdate,
    holds: ({ request: { body } }) => body.kind === 'updateHanDeviceLog' && body.requestType === 'Add',
  },
  {
    ...s1spOnly, row: 7, id: 'C081198', s1spAlertCode: 'S1C081198', name: 'The Commissioning Party cannot install new Devices', appliesTo: isHanUpdate,
    holds: ({ request: { body } }) => body.kind === 'updateHanDeviceLog' && body.whitelist?.installCode === ZERO_INSTALL_CODE,
  },
];
