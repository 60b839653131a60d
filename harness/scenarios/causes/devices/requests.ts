/** Commissioning Requests that a check of Table 8.7-1, 8.7-3 or the DUIS refuses (MEHRS 2.7.5, 2.7.7): templates, certificates, inventories, registrations. */
import { address, type Estate, type Installation } from '../../../../protocol/domain.ts';
import { referenceDataFor } from '../../../estate/index.ts';
import type { Fault } from '../../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { idOf, record, type Trigger } from './shared.ts';

type Wrong = (installation: Installation, estate: Estate) => readonly Fault[];

const scf = (installation: Installation): Trigger => ({ from: cohortParty('s1sp', installation), type: 'SCF', nth: 1 });
const request = (contains: string, from = address('cp')): Trigger => ({ from, type: 'COMMISSIONING_REQUEST', contains, nth: 1 });
const assigned = (section: string): Trigger => ({ from: address('mcc'), type: 'INCIDENT_ASSIGNED', contains: `"${section}"`, nth: 1 });
const ADD = 'UpdateHANDeviceLog';
const COMMISSION = 'CommissionDeviceSynchroniseClock';
const HANDOVER = 'RequestHandover';
const NOBODY = '70-B3-D5-1F-DC-FF-FF-FF';
const OTHER_ROLE = 'dspXmlSigning';

/** Wrong until the Incident has been assigned, or for good. */
const until = (section: string, wrong: Wrong, right: Wrong): readonly [Cause, Cause] => {
  const before: Wrong = (installation, estate) => wrong(installation, estate);
  return [
    { faults: before },
    { faults: (installation, estate) => [...before(installation, estate), ...right(installation, estate).map((fault) => ({ ...fault, on: assigned(section) } as Fault))] },
  ];
};
/** `<section>-<code>`, the same for EA and EB, and the one that is put right. */
const rows = (section: string, code: string, wrong: Wrong, right: Wrong): Causes => {
  const [stays, corrected] = until(section, wrong, right);
  return { [`${section}-${code}`]: stays, [`${section}-${code}-FOC`]: stays, [`${section}-${code}-recovered`]: corrected };
};

const template = (srvVariant: string, set: Record<string, unknown>): Wrong => (installation) => [record(scf(installation), address('cp'), 'requestProfiles', srvVariant, set)];
const dspAllows = (set: Record<string, unknown>): Wrong => (installation) => [record(scf(installation), address('dsp'), 'allowedToo', 'all', set)];
const both = (...wrongs: readonly Wrong[]): Wrong => (installation, estate) => wrongs.flatMap((each) => each(installation, estate));
const smi = (on: (installation: Installation) => Trigger, type: 'CHF' | 'ESME', set: Record<string, unknown>, at: 'dsp' | 's1sp' = 'dsp'): Wrong => (installation) =>
  [record(on(installation), at === 'dsp' ? address('dsp') : cohortParty('s1sp', installation), 'smi', idOf(installation, type), set)];
const chf = (installation: Installation): Trigger => ({ from: address('dsp'), type: 'CHF_RESPONSE', key: installation.id, nth: 2 });

/** The nth Commissioning Request of a kind is signed with a certificate of another role. */
const otherRole = (contains: string, times: number): Wrong => () =>
  Array.from({ length: times }, (_, index): Fault => ({ kind: 'spoil', on: { ...request(contains), nth: index + 1 }, how: 'wrongRole' }));

/** What a party's copy of the reference lists says from the Installation's first hand-over on. */
const reference = (at: 'dsp' | 's1sp', change: (installation: Installation, estate: Estate) => Record<string, unknown>): Cause => ({ faults: (installation, estate) =>
  [record({ ...request(HANDOVER), key: installation.id }, at === 'dsp' ? address('dsp') : cohortParty('s1sp', installation), 'reference', 'all', change(installation, estate))] });
const withoutSupplier = ({ electricity }: Installation, estate: Estate) => ({ parties: estate.parties.filter(({ signifier }) => signifier !== electricity.supplier) });
const registered = (as: 'supplier' | 'networkOperator', whose: (installation: Installation) => string, mpxns: (installation: Installation) => readonly (string | undefined)[] = ({ mpan }) => [mpan]) =>
  (installation: Installation, estate: Estate) => {
    const { registration } = referenceDataFor(estate);
    return { registration: Object.fromEntries(Object.entries(registration).map(([mpxn, each]) => [mpxn, mpxns(installation).includes(mpxn) ? { ...each, [as]: whose(installation) } : each])) };
  };
const other = (these: readonly string[], than: string): string => these.find((each) => each !== than) ?? than;
const newSupplier = registered('supplier', ({ electricity }) => other(['SUPA', 'SUPB'], electricity.supplier));
const newOperator = registered('networkOperator', ({ electricity }) => other(['EDA', 'EDB'], electricity.networkOperator));

const ASSERTS_OPERATOR = { remotePartyRole: 'NetworkOperator' };
const cause = (wrong: Wrong): Cause => ({ faults: wrong });
const OTHER_SERVICE = { srv: '8.3', srvVariant: '8.3' };
const RIGHT_SERVICE = { srv: '8.11', srvVariant: '8.11' };

const wrongVersion = (section: string, code: string, type: 'CHF' | 'ESME', on: (installation: Installation) => Trigger, at: 'dsp' | 's1sp'): Causes =>
  rows(section, code, smi(on, type, { smetsVersion: 'SMETS2' }, at), smi(on, type, { smetsVersion: 'SMETS1' }, at));
const onRequest = (contains: string) => (): Trigger => request(contains);

export const REQUEST_CAUSES: Causes = {
  ...rows('2.7.5', 'E48', template('8.11', OTHER_SERVICE), template('8.11', RIGHT_SERVICE)),
  '2.7.5-C2': cause(otherRole('DevicePrenotification', 2)), '2.7.5-C2-FOC': cause(otherRole('DevicePrenotification', 2)), '2.7.5-C2-recovered': cause(otherRole('DevicePrenotification', 1)),
  ...rows('2.7.5', 'E100', template('12.2', { originator: NOBODY }), template('12.2', { originator: '' })),
  ...wrongVersion('2.7.5', 'C4', 'CHF', chf, 'dsp'),
  ...wrongVersion('2.7.5', 'C5', 'ESME', onRequest(ADD), 'dsp'),
  ...rows('2.7.5', 'E12', template('8.1.1', { commandVariant: 1 }), template('8.1.1', { commandVariant: 4 })),
  ...rows('2.7.5', 'E11', smi(onRequest(COMMISSION), 'ESME', { deviceType: 'PPMID' }), smi(onRequest(COMMISSION), 'ESME', { deviceType: 'ESME' })),
  ...rows('2.7.5', 'E5', smi(onRequest(COMMISSION), 'ESME', { status: 'Suspended' }), smi(onRequest(COMMISSION), 'ESME', { status: 'Whitelisted' })),

  ...rows('2.7.7', 'S1VE48', both(template('8.11', OTHER_SERVICE), dspAllows({ services: [OTHER_SERVICE] })), template('8.11', RIGHT_SERVICE)),
  '2.7.7-S1C2': cause(both(otherRole(ADD, 2), dspAllows({ signerRoles: [OTHER_ROLE] }))), '2.7.7-S1C2-FOC': cause(both(otherRole(ADD, 2), dspAllows({ signerRoles: [OTHER_ROLE] }))),
  '2.7.7-S1C2-recovered': cause(both(otherRole(ADD, 1), dspAllows({ signerRoles: [OTHER_ROLE] }))),
  ...rows('2.7.7', 'S1VE100', both(template('8.11', { originator: NOBODY }), dspAllows({ originators: [NOBODY] })), template('8.11', { originator: '' })),
  ...wrongVersion('2.7.7', 'S1C4', 'CHF', chf, 's1sp'),
  ...wrongVersion('2.7.7', 'S1C5', 'ESME', chf, 's1sp'),
  ...rows('2.7.7', 'S1C081199', template('8.11', { requestType: 'Remove' }), template('8.11', { requestType: 'Add' })),
  ...rows('2.7.7', 'S1C081198', template('8.11', { installCode: '1'.repeat(32) }), template('8.11', { installCode: '0'.repeat(32) })),

  '2.7.5-C062199': cause(template('6.21', ASSERTS_OPERATOR)),
  '2.7.5-C062197': reference('dsp', withoutSupplier),
  '2.7.5-C062196': reference('dsp', newSupplier),
  '2.7.5-C062195': reference('dsp', newOperator),
  '2.7.7-S1C062199': { faults: (installation, estate) => [
    ...template('6.21', ASSERTS_OPERATOR)(installation, estate), ...dspAllows({ certificateRoles: { NetworkOperator: 'supplier' } })(installation, estate),
    ...reference('dsp', registered('networkOperator', ({ electricity }) => electricity.supplier, ({ mpan, mprn }) => [mpan, mprn])).faults(installation, estate),
  ] },
  '2.7.7-S1C062198': cause((installation) => [record(scf(installation), address('cp'), 'requestProfiles', '6.21', { executionAt: Date.UTC(2030, 0, 1) })]),
  '2.7.7-S1C062197': reference('s1sp', withoutSupplier),
  '2.7.7-S1C062196': reference('s1sp', newSupplier),
  '2.7.7-S1C062195': reference('s1sp', newOperator),
  '2.7.5-not-for-suppliers': { commissionedBySupplier: true, faults: (installation) =>
    [record({ ...request(COMMISSION), from: address('supplier', installation.electricity.supplier) }, address('dsp'), 'smi', idOf(installation, 'ESME'), { status: 'Suspended' })] },
};
