/** MEHRS 2.4.6: between authorisation and Common File somebody's data comes to be wrong, for one Installation and one check each. */
import { address, device, type Device, type DeviceType, type Estate, type Installation } from '../../../../protocol/domain.ts';
import type { ReferenceData, SmiDevice, SmsoAccount } from '../../../../protocol/checks/records.ts';
import { referenceDataFor } from '../../../estate/index.ts';
import type { Fault } from '../../../faults/plan.ts';
import { directoryOf } from '../../../world/directory.ts';
import { identitiesOf } from '../../../world/identities.ts';
import { startOf } from '../../../world/world.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { WEEK, file, wrongly } from '../authorisation/means.ts';

type Record = Extract<Fault, { kind: 'record' }>;
const accepted = (installation: Installation): Record['on'] => ({ from: cohortParty('rp', installation), type: 'MAVR', nth: 1 });

/** The SMSO's record changes. */
const onRecord = (change: (installation: Installation) => Partial<SmsoAccount>): Cause => ({
  faults: (installation) => [{ kind: 'record', on: accepted(installation), afterMinutes: 60, party: cohortParty('rp', installation), table: 'accounts', key: installation.id, set: { ...change(installation) } }],
});
const devices = (change: (device: Device, installation: Installation) => readonly Device[]): Cause =>
  onRecord((installation) => ({ devices: installation.devices.flatMap((each) => change(each, installation)) }));
const ofType = (type: DeviceType, change: (found: Device, installation: Installation) => readonly Device[]): Cause =>
  devices((each, installation) => (each.deviceType === type ? change(each, installation) : [each]));

/** What the Validation Function looks things up in changes. */
const inReference = (change: (reference: ReferenceData, installation: Installation, estate: Estate) => Partial<ReferenceData>): Cause => ({
  faults: (installation, estate) => [{
    kind: 'record', on: accepted(installation), afterMinutes: 60, party: address('mcfvf'), table: 'reference', key: 'all', set: { ...change(referenceDataFor(estate), installation, estate) },
  }],
});
const withoutMpxn = ({ registration }: ReferenceData, mpxn: string | undefined): Partial<ReferenceData> =>
  ({ registration: Object.fromEntries(Object.entries(registration).filter(([each]) => each !== mpxn)) });
const suppliedByAnother = ({ registration, parties }: ReferenceData, mpxn = ''): Partial<ReferenceData> => {
  const record = registration[mpxn];
  const other = parties.find(({ role, signifier }) => role === 'supplier' && signifier !== record?.supplier)?.signifier ?? '';
  return record === undefined ? {} : { registration: { ...registration, [mpxn]: { ...record, supplier: other } } };
};

/** The Smart Metering Inventory knows the ESME already. */
const inSmi = (change: Partial<SmiDevice>): Cause => ({
  faults: () => [],
  world: (installation) => {
    const esme = device(installation, 'ESME');
    return { reference: { smi: esme === undefined ? [] : [{ ...esme, smetsVersion: 'SMETS1', status: 'Pending', ...change }] } };
  },
});

/** @throws RangeError for an Installation without gas. */
const mprnOf = ({ id, mprn }: Installation): string => {
  if (mprn === undefined) throw new RangeError(`${id} has no gas`);
  return mprn;
};

/** The last digit is another. */
const misdialled = (mpxn: string): string => `${mpxn.slice(0, -1)}${(Number(mpxn.at(-1)) + 1) % 10}`;

/** The critical certificate of another supplier than the one that authorises. */
const othersCertificate: Cause = {
  faults: () => [],
  world: (installation, estate, seed) => {
    const other = estate.parties.find(({ role, signifier }) => role === 'supplier' && signifier !== installation.electricity.supplier)?.signifier ?? '';
    const critical = identitiesOf(estate, directoryOf(estate), seed, startOf(WEEK)).credentials(other)?.critical;
    return { authorisations: [file(installation, estate, seed, (records) => records.map((each) => ({ ...each, ...(critical === undefined ? {} : { esmeSupplierCritical: critical }) })))] };
  },
};

/** Two Installations of one day and set. */
const otherFails: Cause = {
  installations: 2,
  faults: (installation, estate) => [{
    kind: 'record', on: accepted(installation), afterMinutes: 60, party: address('mcfvf'), table: 'reference', key: 'all', set: { ...withoutMpxn(referenceDataFor(estate), estate.installations[1]?.mpan) },
  }],
  world: (installation, estate, seed) => ({ authorisations: [file(installation, estate, seed, (records) => records.map((each) => ({ ...each, migrateOn: WEEK })))] }),
};

export const INSTALLATION_CHECK_CAUSES: Causes = {
  '2.4.6-X5.10-01': onRecord(({ mpan }) => ({ mpan: misdialled(mpan) })),
  '2.4.6-X5.10-02': onRecord((installation) => ({ mprn: misdialled(mprnOf(installation)) })),
  '2.4.6-X5.10-03': inReference((reference, { mpan }) => withoutMpxn(reference, mpan)),
  '2.4.6-X5.10-04': inReference((reference, installation) => withoutMpxn(reference, mprnOf(installation))),
  '2.4.6-X5.10-05': inReference((reference, { mpan }) => suppliedByAnother(reference, mpan)),
  '2.4.6-X5.10-06': inReference((reference, installation) => suppliedByAnother(reference, mprnOf(installation))),
  '2.4.6-X5.10-07': ofType('GSME', (each, installation) => [{ ...each, deviceId: device(installation, 'ESME')?.deviceId ?? each.deviceId }]),
  '2.4.6-X5.10-08': ofType('CHF', () => []),
  '2.4.6-X5.10-09': ofType('GPF', () => []),
  '2.4.6-X5.10-10': ofType('ESME', (each) => [{ ...each, firmwareVersion: 'X9.9' }]),
  '2.4.6-X5.10-11': inReference(() => ({ epc: [] })),
  '2.4.6-X5.10-12': inSmi({ status: 'Commissioned' }),
  '2.4.6-X5.10-13': inSmi({ smetsVersion: 'SMETS2' }),
  '2.4.6-X5.10-14': { faults: (installation) => [{ kind: 'spoil', how: 'credentialsTwice', on: { from: cohortParty('rp', installation), type: 'MCF', nth: 1 } }] },
  '2.4.6-X5.10-15': wrongly((record) => ({ ...record, esmeSupplierCritical: { ...record.esmeSupplierCritical, serial: '1234567890' } })),
  '2.4.6-X5.10-16': wrongly((record) => ({ ...record, esmeSupplierCritical: record.esmeNetworkOperatorCritical })),
  '2.4.6-X5.10-17': othersCertificate,
  '2.4.6-X5.10-18': { faults: () => [], world: (installation) => ({ revoked: [installation.electricity.supplier] }) },
  '2.4.6-others-go-on': otherFails,
};
