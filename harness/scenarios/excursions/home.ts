/** Homes in which more than one thing is wrong, and keys that somebody has lost (MEHRS 2.6.2 to 2.6.7, 2.7.5, 2.7.7, 3.3, Table A.1). */
import type { DeviceType, Installation } from '../../../protocol/domain.ts';
import { commissioningSequence } from '../../../protocol/messages/duis/index.ts';
import type { Fault } from '../../faults/plan.ts';
import { dcoHolds, idOf, workKey } from '../causes/devices/shared.ts';
import type { Excursions } from './excursion.ts';
import { happens, hours, nth, partyOf, record, resolved, spoilt, type Trigger } from './means.ts';

/** The DCO's half of a device's key is gone from its store. */
const halfLost = (installation: Installation, type: DeviceType, on: Trigger): Fault => record(on, 'dco', 'halves', workKey(installation), { [idOf(installation, type)]: '' });
const rotation = ({ id }: Installation): Trigger => nth('WAN_COMMAND', 1, { key: id, contains: '"rotateKey"' });
const smi = (installation: Installation, on: Trigger, status: string): Fault => record(on, 'dsp', 'smi', idOf(installation, 'CHF'), { status });

const TROUBLES = ['busy', 'wrongMode', 'refusing', 'unheard'] as const;

export const HOME_EXCURSIONS: Excursions = {
  // Long after the migration.
  'one-meter-with-one-trouble-after-the-other': { groupId: 'CB', rows: ['guide-7.2.1'], faults: (installation) =>
    (['back', 'busy', 'gone', 'back', 'wrongMode', 'gone', 'back', 'unheard', 'gone', 'back'] as const).map((change, hour) => happens(installation, nth('COF'), change, 'ESME', hours(hour + 1))) },
  'hub-and-meter-lost-twice-and-back-twice': { groupId: 'CB', rows: ['guide-7.2.1'], faults: (installation) => [
    ...(['coverageLost', 'coverageLost', 'coverageRestored', 'coverageRestored'] as const).map((change, hour) => happens(installation, nth('COF'), change, 'CHF', hours(hour + 1))),
    ...(['gone', 'gone', 'back'] as const).map((change, hour) => happens(installation, nth('COF'), change, 'ESME', hours(hour + 6))),
  ] },
  'meter-that-refuses-and-then-obeys': { groupId: 'CB', rows: ['guide-7.2.1'], faults: (installation) => [
    { ...happens(installation, nth('COF'), 'refusing', 'ESME', hours(1)), refuses: 'test' } as Fault, happens(installation, nth('COF'), 'back', 'ESME', hours(2)),
    // Coverage comes back that was never lost.
    happens(installation, nth('COF'), 'coverageRestored', 'CHF', hours(3)),
  ] },
  // Two causes at once, as `mehrs explore --faults 2` has them: whatever troubles it already, nothing but going away changes it.
  'meter-with-one-trouble-on-top-of-another': { groupId: 'CB', rows: ['guide-7.2.1'], faults: (installation) =>
    TROUBLES.flatMap((first) => [first, ...TROUBLES, 'gone' as const, ...TROUBLES, 'back' as const]).map((change, hour): Fault => ({
      ...happens(installation, nth('COF'), change, 'ESME', hours(hour + 1)), ...(change === 'refusing' ? { refuses: 'test' } : {}),
    } as Fault)) },
  'dco-loses-a-half-between-two-rotations': { groupId: 'CB', rows: ['guide-7.2.1'], faults: (installation) => [halfLost(installation, 'ESME', rotation(installation))] },
  'dco-loses-a-half-before-the-sua-key-of-the-gas-meter': { groupId: 'DA', rows: ['guide-7.2.1'], faults: (installation) => [halfLost(installation, 'GSME', dcoHolds(installation))] },
  'dco-loses-a-half-before-the-sua-key-of-the-electricity-meter': { groupId: 'DA', rows: ['guide-7.2.1'], faults: (installation) => [halfLost(installation, 'ESME', rotation(installation))] },
  'dco-loses-a-half-while-its-system-is-down': { groupId: 'AA', rows: ['2.6.1-dco-keys'], faults: (installation) => [halfLost(installation, 'ESME', nth('INCIDENT_RAISED', 1, { from: 'dco' }))] },
  'dco-has-discarded-what-it-cannot-delete': { groupId: 'EA', rows: ['2.6.4-ladder-too-long'], faults: (installation) => [
    record(dcoHolds(installation), 'dco', 'vault', 'keys', { locked: true }), halfLost(installation, 'ESME', dcoHolds(installation)), resolved('2.6.6', hours(48)),
  ] },
  'hub-suspended-once-more-before-it-is-commissioned': { groupId: 'CB', rows: ['2.6.7-smi-status-resolved'], faults: (installation) => [smi(installation, nth('CHF_RESPONSE', 3, { key: installation.id }), 'Suspended')] },
  'last-device-tested-is-not-joined': { groupId: 'CB', rows: ['guide-7.2.1'], faults: (installation) => {
    const last = installation.devices.at(-1)?.deviceType ?? 'GPF';
    return [record(nth('MCF'), 'devices', 'facts', idOf(installation, last), { joined: false })];
  } },
  // No credentials were returned, so nothing is handed over at the end.
  'last-request-refused-once': { groupId: 'CB', rows: ['2.1.1-reply-late'], faults: (installation) =>
    [spoilt('wrongRole', 'cp', 'COMMISSIONING_REQUEST', 'dsp', commissioningSequence({ ...installation, installationId: installation.id, priority: false, credentials: [] }).length)] },
  'no-commissioning-file-ever': { groupId: 'DA', rows: ['2.6.5-esme-timeout'], faults: (installation) => [spoilt('truncated', partyOf('s1sp', installation), 'SCF', partyOf('rp', installation)), resolved('X2.7.2', hours(12 * 24))] },
  'no-commissioning-file-and-no-contact': { groupId: 'DA', rows: ['2.6.5-gsme-timeout-contact-lost'], faults: (installation) => [spoilt('truncated', partyOf('s1sp', installation), 'SCF', partyOf('rp', installation)), resolved('X2.7.2', hours(12 * 24))] },
};
