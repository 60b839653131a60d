/** Table 8.7-1: who may ask, with what key, about what Device (MEHRS 2.7.5, 2.7.7). */
import { deviceIdsIn } from '../../messages/duis/body.ts';
import { TABLE_8_7_2 } from '../../messages/duis/sequence.ts';
import type { CommissioningCheck, CommissioningFacts } from './types.ts';

/** The role that Table 5.5 wants of the signer, by the suggested action of code C2. */
const REQUIRED_ROLE = 'commissioningPartyXmlSigning';

const isSmets1 = (facts: CommissioningFacts, deviceId: string): boolean => facts.smi[deviceId]?.smetsVersion === 'SMETS1';

const both = { table: '8.7-1', dsp: true, s1sp: true } as const;
const always = (): boolean => true;

export const TABLE_8_7_1: readonly CommissioningCheck[] = [
  {
    ...both, row: 1, id: 'E48', responseCode: 'E48', s1spAlertCode: 'S1VE48', name: 'Service Request not allowed to the Commissioning Party', appliesTo: always,
    holds: ({ request, allowedToo: { services = [] } = {} }) => [...TABLE_8_7_2, ...services].some((each) => each.srv === request.srv && each.srvVariant === request.srvVariant),
  },
  {
    ...both, row: 2, id: 'C2', responseCode: 'C2', s1spAlertCode: 'S1C2', name: 'Signed with a certificate of the wrong Remote Party Role', appliesTo: always,
    holds: ({ signer, allowedToo: { signerRoles = [] } = {} }) => [REQUIRED_ROLE, ...signerRoles].includes(signer.remotePartyRole ?? ''),
  },
  {
    ...both, row: 3, id: 'E100', responseCode: 'E100', s1spAlertCode: 'S1VE100', name: 'Business Originator is not the signer', appliesTo: always,
    holds: ({ request, signer, allowedToo: { originators = [] } = {} }) => [signer.entityId, ...originators].includes(request.originator),
  },
  {
    ...both, row: 4, id: 'C4', responseCode: 'C4', s1spAlertCode: 'S1C4', name: 'Target is not a SMETS1 Device',
    // A pre-notification goes to the DCC itself; its target counts as a Device only where the SMI knows it as one.
    appliesTo: (request, { smi }) => request.body.kind !== 'devicePrenotification' || smi[request.target] !== undefined,
    holds: (facts) => isSmets1(facts, facts.request.target) || facts.smi[facts.request.target]?.deviceType === 'CAD',
  },
  {
    ...both, row: 5, id: 'C5', responseCode: 'C5', s1spAlertCode: 'S1C5', name: 'A Device in the Body is not a SMETS1 Device',
    appliesTo: ({ body }) => body.kind !== 'devicePrenotification' && deviceIdsIn(body).length > 0,
    holds: (facts) => deviceIdsIn(facts.request.body).every((deviceId) => isSmets1(facts, deviceId)),
  },
];
