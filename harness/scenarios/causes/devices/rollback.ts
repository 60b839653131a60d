/** What goes wrong in a rollback, and hubs that the Smart Metering Inventory will not have (MEHRS 2.6.6, 2.6.7). */
import { address, device, type Installation } from '../../../../protocol/domain.ts';
import type { Fault } from '../../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { both, command, dcoHolds, handedOver, happens, idOf, record, type Trigger } from './shared.ts';

/** The ESME is gone, so that the Installation is rolled back after its tests began (2.6.3), and something else. */
const testFailsAnd = (more: (installation: Installation) => readonly Fault[], commissionedBySupplier = false): Cause =>
  ({ commissionedBySupplier, faults: (installation) => [happens(installation, handedOver(installation), 'gone', 'ESME'), ...more(installation)] });
const locked = (party: 'dco' | 's1sp') => (commissionedBySupplier: boolean) => testFailsAnd((installation) =>
  [record(dcoHolds(installation), party === 'dco' ? address('dco') : cohortParty('s1sp', installation), 'vault', 'keys', { locked: true })], commissionedBySupplier);

/** Nobody sees to the Incident while the world lasts. */
const lockedForGood = (party: 'dco' | 's1sp'): Cause => {
  const cause = locked(party)(false);
  return { ...cause, unexplored: 'its Incident outlasts the horizon', faults: (...of) => [...cause.faults(...of), { kind: 'resolution', section: '2.6.6', minutes: 365 * 24 * 60 }] };
};

const simService = (installation: Installation, available: boolean, on: Trigger, afterMinutes = 0): Fault =>
  ({ ...record(on, cohortParty('csp', installation), 'services', 'sim', { available }), afterMinutes } as Fault);
const simBack = (installation: Installation): Trigger => ({ from: cohortParty('s1sp', installation), type: 'SIM_REQUEST', key: installation.id, nth: 1 });

const chfAnswer = (installation: Installation, nth: number): Trigger => ({ from: address('dsp'), type: 'CHF_RESPONSE', key: installation.id, nth });
const assigned: Trigger = { from: address('mcc'), type: 'INCIDENT_ASSIGNED', contains: '"2.6.7"', nth: 1 };
const mvf: Trigger = { from: address('mcfvf'), type: 'MVF', nth: 1 };
const smi = (installation: Installation, on: Trigger, set: Record<string, unknown>): Fault => ({ ...record(on, address('dsp'), 'smi', idOf(installation, 'CHF'), set), create: true } as Fault);

/** Suspended between its pre-notification and its commissioning. */
const suspended = (repaired: boolean, rest: Partial<Cause> = {}, more: (installation: Installation) => readonly Fault[] = () => []): Cause => ({
  ...rest,
  faults: (installation) => [
    smi(installation, chfAnswer(installation, 1), { status: 'Suspended' }), ...(repaired ? [smi(installation, assigned, { status: 'Pending' })] : []), ...more(installation),
  ],
});
/** The SMI has a row of the hub's identifier that is not about the hub, until it is corrected. */
const held = (row: Record<string, unknown>): Cause => ({ faults: (installation) => {
  const hub = device(installation, 'CHF');
  const { manufacturer = '', model = '', firmwareVersion = '' } = hub ?? {};
  const base = { deviceId: hub?.deviceId, manufacturer, model, firmwareVersion };
  return [smi(installation, mvf, { ...base, ...row }), smi(installation, assigned, { ...base, deviceType: 'CHF', smetsVersion: 'SMETS1', status: 'Pending' })];
} });
const profile = (wrong: Record<string, unknown>, right: Record<string, unknown>): Cause => ({ faults: (installation) => [
  record(mvf, cohortParty('s1sp', installation), 'requestProfiles', 'CHF', wrong), record(assigned, cohortParty('s1sp', installation), 'requestProfiles', 'CHF', right),
] });
const coverageGone = (installation: Installation): readonly Fault[] => [happens(installation, chfAnswer(installation, 1), 'coverageLost')];
const NOBODY = '70-B3-D5-1F-DC-FF-FF-FF';

export const ROLLBACK_CAUSES: Causes = {
  '2.6.6-dco-keys-never': lockedForGood('dco'), '2.6.6-s1sp-keys-never': lockedForGood('s1sp'),
  ...both('2.6.6-dco-keys-stay', locked('dco')),
  ...both('2.6.6-s1sp-keys-stay', locked('s1sp')),
  '2.6.6-wan-later': testFailsAnd((installation) => [
    simService(installation, false, command(installation, 'test')), simService(installation, true, simBack(installation), 9 * 60),
  ]),
  ...both('2.6.6-wan-never', (bySupplier) => testFailsAnd((installation) => [simService(installation, false, command(installation, 'test'))], bySupplier)),
  ...both('2.6.6-wan-never-CB', (bySupplier) => testFailsAnd((installation) => [simService(installation, false, command(installation, 'test'))], bySupplier)),
  ...both('2.6.6-certificate-later', (bySupplier) => testFailsAnd((installation) => [
    happens(installation, command(installation, 'test', 2), 'coverageLost'), happens(installation, command(installation, 'test', 2), 'coverageRestored', 'CHF', 9 * 60),
  ], bySupplier)),
  ...both('2.6.6-certificate-never', (bySupplier) => testFailsAnd((installation) => [happens(installation, command(installation, 'test', 2), 'wrongMode')], bySupplier)),
  '2.6.6-not-for-DA': { faults: (installation) => [
    happens(installation, handedOver(installation), 'gone', 'GSME'),
    simService(installation, false, command(installation, 'rotateKey')), simService(installation, true, simBack(installation), 9 * 60),
  ] },

  ...both('2.6.7-smi-status-resolved', (commissionedBySupplier) => suspended(true, { commissionedBySupplier })),
  '2.6.7-smi-holds-hub-resolved': held({ deviceType: 'CHF', smetsVersion: 'SMETS2', status: 'Commissioned' }),
  '2.6.7-smi-holds-device-resolved': held({ deviceType: 'PPMID', smetsVersion: 'SMETS2', status: 'Pending' }),
  '2.6.7-s1sp-version-resolved': profile({ smetsVersion: 'SMETS2' }, { smetsVersion: 'SMETS1' }),
  '2.6.7-s1sp-originator-resolved': profile({ originator: NOBODY }, { originator: '' }),
  ...both('2.6.7-not-resolved', (commissionedBySupplier) => suspended(false, { commissionedBySupplier })),
  '2.6.7-not-resolved-contact-lost': suspended(false, {}, coverageGone),
  '2.6.7-not-resolved-contact-lost-CB': suspended(false, {}, coverageGone),
  ...both('2.6.7-not-resolved-DA', (commissionedBySupplier) => suspended(false, { commissionedBySupplier })),
};
