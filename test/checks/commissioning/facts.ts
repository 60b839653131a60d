/** Good facts for every step of the sequence, and every single defect that a row of the tables is about. */
import fc from 'fast-check';
import { replacementCertificatesOf } from '../../../protocol/checks/commissioning/check.ts';
import type { CommissioningFacts } from '../../../protocol/checks/commissioning/types.ts';
import type { RegistrationRecord, SmiDevice } from '../../../protocol/checks/records.ts';
import { deviceIdsIn } from '../../../protocol/messages/duis/body.ts';
import type { Handover, RequestBody, UpdateHanDeviceLog } from '../../../protocol/messages/duis/body.ts';
import { applyToInventory } from '../../../protocol/messages/duis/inventory.ts';
import { commissioningSequence } from '../../../protocol/messages/duis/sequence.ts';
import type { CommissioningStep } from '../../../protocol/messages/duis/sequence.ts';
import { REMOTE_PARTY_ROLES } from '../../../protocol/security/certificate.ts';
import type { Certificate } from '../../../protocol/security/certificate.ts';
import { AT, CP_ID, afterChange, cp, credentialsOf, decoded, full, partyOf, registration, withHub } from '../../duis/world.ts';

export interface Case { readonly step: CommissioningStep; readonly facts: CommissioningFacts }

/** One case per step: the SMI as the steps before it left it. */
export const CASES: readonly Case[] = (() => {
  let { smi } = withHub(full);
  return commissioningSequence(full).map((step, index) => {
    const request = decoded(step, index + 1);
    const facts = { request, signer: cp.certificate, smi, registration, partyOf, replacementCertificates: replacementCertificatesOf(request) };
    smi = afterChange(smi, applyToInventory(smi, request, AT));
    return { step, facts };
  });
})();
export const caseOf = (number: string): Case => CASES.find(({ step }) => step.number === number)!;

export interface Defect {
  readonly name: string;
  readonly dsp?: string;
  readonly s1sp?: string;
  readonly appliesTo: (facts: CommissioningFacts) => boolean;
  /** Good facts with one field wrong. */
  readonly apply: fc.Arbitrary<(facts: CommissioningFacts) => CommissioningFacts>;
}

const octet = fc.integer({ min: 0, max: 255 }).map((each) => each.toString(16).padStart(2, '0').toUpperCase());
/** Not the identifier of anybody in the test world. */
const strangeEui = fc.array(octet, { minLength: 7, maxLength: 7 }).map((octets) => ['FF', ...octets].join('-'));

const always = (): boolean => true;
const toDevice = ({ request }: CommissioningFacts): boolean => request.body.kind !== 'devicePrenotification';
const isKind = (...kinds: readonly RequestBody['kind'][]) => ({ request }: CommissioningFacts): boolean => kinds.includes(request.body.kind);
const handoverTo = (role: string) => ({ request: { body } }: CommissioningFacts): boolean => body.kind === 'handover' && body.remotePartyRole === role;

const smiRow = (facts: CommissioningFacts, id: string, change: (row: SmiDevice) => SmiDevice | undefined): CommissioningFacts => {
  const { [id]: row, ...others } = facts.smi;
  const changed = row === undefined ? undefined : change(row);
  return { ...facts, smi: changed === undefined ? others : { ...others, [id]: changed } };
};
const notSmets1 = fc.constantFrom((row: SmiDevice): SmiDevice | undefined => ({ ...row, smetsVersion: 'SMETS2' }), (): SmiDevice | undefined => undefined);
const certificate = (facts: CommissioningFacts, at: number, change: (each: Certificate) => Certificate): CommissioningFacts =>
  ({ ...facts, replacementCertificates: facts.replacementCertificates.map((each, index) => (index === at ? change(each) : each)) });
const whichCertificate = fc.constantFrom(0, 1);
const registered = (facts: CommissioningFacts, change: Partial<RegistrationRecord> | 'absent'): CommissioningFacts => {
  const mpxn = facts.smi[facts.request.target]?.importMpxn ?? '';
  const { [mpxn]: record, ...others } = facts.registration;
  return { ...facts, registration: change === 'absent' || record === undefined ? others : { ...others, [mpxn]: { ...record, ...change } } };
};
const handoverBody = (facts: CommissioningFacts, change: Partial<Handover>): CommissioningFacts => {
  if (facts.request.body.kind !== 'handover') throw new Error('not a handover');
  return { ...facts, request: { ...facts.request, body: { ...facts.request.body, ...change } } };
};
const hanBody = (facts: CommissioningFacts, change: (body: UpdateHanDeviceLog) => UpdateHanDeviceLog): CommissioningFacts => {
  if (facts.request.body.kind !== 'updateHanDeviceLog') throw new Error('not a HAN update');
  return { ...facts, request: { ...facts.request, body: change(facts.request.body) } };
};
const withoutMpxn = (row: SmiDevice): SmiDevice => {
  const { importMpxn: _, ...rest } = row;
  return rest;
};
const noParty = (role: 'supplier' | 'networkOperator', other: string) => fc.constantFrom(
  (facts: CommissioningFacts) => registered(facts, { [role]: other }),
  (facts: CommissioningFacts) => registered(facts, 'absent'),
  (facts: CommissioningFacts) => smiRow(facts, facts.request.target, withoutMpxn),
);

export const DEFECTS: readonly Defect[] = [
  {
    name: 'a Service Reference pair outside Table 8.7-2', dsp: 'E48', s1sp: 'S1VE48', appliesTo: always,
    apply: fc.constantFrom(['8.2', '8.2'], ['6.15', '6.15.1'], ['8.4', '8.4'], ['8.7', '8.1.1'], ['8.12', '8.11'], ['', ''] as const)
      .map(([srv, srvVariant]) => (facts) => ({ ...facts, request: { ...facts.request, srv: srv!, srvVariant: srvVariant! } })),
  },
  {
    name: 'a signer of another Remote Party Role', dsp: 'C2', s1sp: 'S1C2', appliesTo: always,
    apply: fc.constantFrom(...REMOTE_PARTY_ROLES.filter((role) => role !== 'commissioningPartyXmlSigning'))
      .map((remotePartyRole) => (facts) => ({ ...facts, signer: { ...facts.signer, remotePartyRole } })),
  },
  {
    name: 'another Business Originator', dsp: 'E100', s1sp: 'S1VE100', appliesTo: always,
    apply: strangeEui.map((originator) => (facts) => ({ ...facts, request: { ...facts.request, originator } })),
  },
  {
    name: 'a signer of another Entity Identifier', dsp: 'E100', s1sp: 'S1VE100', appliesTo: always,
    apply: strangeEui.map((entityId) => (facts) => ({ ...facts, signer: { ...facts.signer, entityId } })),
  },
  {
    name: 'a target that is no SMETS1 Device in the SMI', dsp: 'C4', s1sp: 'S1C4', appliesTo: toDevice,
    apply: notSmets1.map((change) => (facts) => smiRow(facts, facts.request.target, change)),
  },
  {
    name: 'a target the SMI does not have', dsp: 'C4', s1sp: 'S1C4', appliesTo: toDevice,
    apply: strangeEui.map((target) => (facts) => ({ ...facts, request: { ...facts.request, target } })),
  },
  {
    name: 'a pre-notification to a SMETS2 Device instead of the DSP', dsp: 'C4', s1sp: 'S1C4', appliesTo: isKind('devicePrenotification'),
    apply: fc.constant((facts) => ({
      ...facts, smi: { ...facts.smi, [facts.request.target]: {
        deviceId: facts.request.target, deviceType: 'ESME', smetsVersion: 'SMETS2', status: 'Commissioned', manufacturer: '', model: '', firmwareVersion: '',
      } },
    })),
  },
  {
    name: 'a Device in the Body that is no SMETS1 Device in the SMI', dsp: 'C5', s1sp: 'S1C5', appliesTo: isKind('updateHanDeviceLog', 'joinService'),
    apply: notSmets1.map((change) => (facts) => smiRow(facts, deviceIdsIn(facts.request.body)[0]!, change)),
  },
  {
    name: 'a replacement certificate of another role', dsp: 'C062199', s1sp: 'S1C062199', appliesTo: isKind('handover'),
    apply: fc.tuple(whichCertificate, fc.constantFrom(...REMOTE_PARTY_ROLES)).map(([at, role]) => (facts) =>
      certificate(facts, at, (each) => ({ ...each, remotePartyRole: role === each.remotePartyRole ? 'root' : role }))),
  },
  {
    name: 'a RemotePartyRole that is not that of the certificates', dsp: 'C062199', s1sp: 'S1C062199', appliesTo: isKind('handover'),
    apply: fc.constant((facts) => handoverBody(facts, { remotePartyRole: handoverTo('Supplier')(facts) ? 'NetworkOperator' : 'Supplier' })),
  },
  {
    name: 'an ExecutionDateTime in a handover', s1sp: 'S1C062198', appliesTo: isKind('handover'),
    apply: fc.integer({ min: 1, max: 4_000_000_000 }).map((seconds) => (facts) => handoverBody(facts, { executionAt: seconds * 1000 })),
  },
  {
    name: 'a replacement certificate of nobody, or of another Party', dsp: 'C062197', s1sp: 'S1C062197', appliesTo: isKind('handover'),
    apply: fc.tuple(whichCertificate, fc.oneof(strangeEui, fc.constantFrom('SUPB', 'EDAA').map((each) => credentialsOf(each).critical.certificate.entityId)))
      .map(([at, entityId]) => (facts) => certificate(facts, at, (each) => ({ ...each, entityId: entityId === each.entityId ? CP_ID : entityId }))),
  },
  {
    name: 'replacement certificates that are all of nobody', dsp: 'C062197', s1sp: 'S1C062197', appliesTo: isKind('handover'),
    apply: strangeEui.map((entityId) => (facts) => ({ ...facts, replacementCertificates: facts.replacementCertificates.map((each) => ({ ...each, entityId })) })),
  },
  {
    name: 'a supplier that is not the registered one', dsp: 'C062196', s1sp: 'S1C062196', appliesTo: handoverTo('Supplier'), apply: noParty('supplier', 'SUPB'),
  },
  {
    name: 'a network operator that is not the registered one', dsp: 'C062195', s1sp: 'S1C062195', appliesTo: handoverTo('NetworkOperator'),
    apply: noParty('networkOperator', 'EDZZ'),
  },
  {
    name: 'a request to remove', s1sp: 'S1C081199', appliesTo: isKind('updateHanDeviceLog'),
    apply: fc.constant((facts) => hanBody(facts, (body) => ({ ...body, requestType: 'Remove' }))),
  },
  {
    name: 'an install code that is not 32 zeros', s1sp: 'S1C081198', appliesTo: isKind('updateHanDeviceLog'),
    apply: fc.oneof(fc.array(octet, { minLength: 6, maxLength: 16 }).map((octets) => `${octets.join('').slice(0, -1)}1`), fc.constantFrom('0'.repeat(30), '0'.repeat(12)))
      .map((installCode) => (facts) => hanBody(facts, (body) => ({ ...body, whitelist: { ...body.whitelist, joinTimePeriodSeconds: 3600, installCode } }))),
  },
  {
    name: 'no install code at all', s1sp: 'S1C081198', appliesTo: isKind('updateHanDeviceLog'),
    apply: fc.constant((facts) => hanBody(facts, ({ whitelist: _, ...body }) => body)),
  },
  {
    name: 'a Command Variant of another kind of request', dsp: 'X-E12', appliesTo: always,
    apply: fc.constantFrom(2, 3, 5, 6, 7).map((commandVariant) => (facts) => ({ ...facts, request: { ...facts.request, commandVariant } })),
  },
  {
    name: 'a target of a type the service is not for', dsp: 'X-E11', appliesTo: toDevice,
    apply: fc.constantFrom('IHD' as const, 'CAD' as const).map((deviceType) => (facts) => smiRow(facts, facts.request.target, (row) => ({ ...row, deviceType }))),
  },
  {
    name: 'a target that is no longer in use', dsp: 'X-E5', appliesTo: toDevice,
    apply: fc.constantFrom('Decommissioned' as const, 'Suspended' as const, 'Withdrawn' as const, 'Pending' as const)
      .map((status) => (facts) => smiRow(facts, facts.request.target, (row) => ({ ...row, status }))),
  },
  {
    name: 'a Device in the Body that is no longer in use', dsp: 'X-E5', appliesTo: isKind('updateHanDeviceLog', 'joinService'),
    apply: fc.constantFrom('Decommissioned' as const, 'Suspended' as const)
      .map((status) => (facts) => smiRow(facts, deviceIdsIn(facts.request.body)[0]!, (row) => ({ ...row, status }))),
  },
  {
    name: 'a Device that has long been commissioned, pre-notified again', dsp: 'X-E5', appliesTo: isKind('devicePrenotification'),
    apply: fc.constant((facts) => {
      const deviceId = deviceIdsIn(facts.request.body)[0]!;
      return { ...facts, smi: { ...facts.smi, [deviceId]: {
        deviceId, deviceType: 'ESME', smetsVersion: 'SMETS1', status: 'Commissioned', manufacturer: '', model: '', firmwareVersion: '',
      } } };
    }),
  },
];
