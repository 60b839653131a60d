/**
 * MEHRS 2.5.9: between Common File and Group Files the SMSO's record of the Installation comes to be wrong, or a system leaves
 * something out of a file or names too much. What the Service Request is about is put right when it is resolved.
 */
import type { SmsoAccount } from '../../../../protocol/checks/records.ts';
import { address, type Estate, type Installation } from '../../../../protocol/domain.ts';
import { londonTime, DAY } from '../../../../protocol/time.ts';
import type { Fault, Spoil } from '../../../faults/plan.ts';
import { DEFAULT_WEEK } from '../../../world/world.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { WEEK, file } from '../authorisation/means.ts';
import { resolvedAfter } from './variants.ts';

type Record = Extract<Fault, { kind: 'record' }>;

/** After a Completion Response has gone out; after the Migration Week; twice within it. */
const HOURS = { corrected: 30, expired: 8 * 24, again: 60 } as const;
const resolved = (hours: number): Fault => resolvedAfter('2.5.9', hours);

const handedOver = (installation: Installation): Record['on'] => ({ from: cohortParty('smso', installation), type: 'HANDOVER_RESPONSE', key: installation.id, contains: 'done', nth: 1 });
const account = (installation: Installation, on: Record['on'], set: Partial<SmsoAccount>): Record =>
  ({ kind: 'record', on, afterMinutes: 0, party: cohortParty('rp', installation), table: 'accounts', key: installation.id, set: { ...set } });

type Wrong = (installation: Installation, estate: Estate) => Partial<SmsoAccount>;
const noAddress: Wrong = () => ({ ipAddress: '999.1.1.1' });
const noGasMeter: Wrong = ({ devices }) => ({ devices: devices.filter(({ deviceType }) => deviceType !== 'GSME') });
const othersAddress: Wrong = (installation, { installations }) => ({ ipAddress: installations.find(({ id }) => id !== installation.id)?.ipAddress ?? installation.ipAddress });

/** The record is wrong from the hand-over on. */
const onRecord = (wrong: Wrong, more: (installation: Installation) => readonly Fault[] = () => []): Cause =>
  ({ faults: (installation, estate) => [account(installation, handedOver(installation), wrong(installation, estate)), ...more(installation)] });
/** Put right once the people of the Service Request are done. */
const putRight = (hours: number) => (installation: Installation): readonly Fault[] => [
  account(installation, { from: cohortParty('rp', installation), type: 'SERVICE_REQUEST_RESOLVED', nth: 1 }, { ipAddress: installation.ipAddress, devices: installation.devices }), resolved(hours),
];
/** The hub has not been heard for eight days by the time the new Common File is made. */
const unheard = (installation: Installation): Fault => ({
  kind: 'record', on: { type: 'SERVICE_REQUEST_RAISED', nth: 1 }, afterMinutes: 60, party: cohortParty('rp', installation), table: 'silences', key: installation.id,
  set: { wanSince: londonTime(DEFAULT_WEEK, '00:00') - 8 * DAY },
});

/** A system spoils one file as it makes it, for all who get it or for the S1SP alone: made anew it is right. */
const spoilt = (how: Spoil, type: 'MCF' | 'MVF' | 'MGF', onlyS1sp: boolean): Cause => ({ faults: (installation) => [
  { kind: 'spoil', how, on: { from: type === 'MVF' ? address('mcfvf') : cohortParty('rp', installation), ...(onlyS1sp ? { to: cohortParty('s1sp', installation) } : {}), type, nth: 1 } }, resolved(HOURS.corrected),
] });

/** Two Installations of one supplier, on the days given. */
const two = (cause: Cause, firstOn = WEEK, secondOn = WEEK): Cause => ({
  ...cause, installations: 2,
  world: (installation, estate, seed) => ({ authorisations: [file(installation, estate, seed, (records) => records.map((record, index) => ({ ...record, migrateOn: index === 0 ? firstOn : secondOn })))] }),
});
const TUESDAY = '2020-11-10';

const bySupplier = (cause: Cause): Cause => ({ ...cause, commissionedBySupplier: true });
/** CB makes no 7-day check of what it resubmits, so that its silent hub is no matter. */
const silentIf = (isSilent: boolean, cause: Cause): Cause => (isSilent ? { ...cause, faults: (installation, estate, seed) => [...cause.faults(installation, estate, seed), unheard(installation)] } : cause);

const wrongFiles: Causes = {
  '02': spoilt('failed', 'MVF', true), '03': two(spoilt('absent', 'MGF', false)), '05': two(onRecord(othersAddress, putRight(HOURS.corrected))), '06': onRecord(noGasMeter, putRight(HOURS.corrected)),
};
const elsewhere = two(spoilt('neighbour', 'MGF', false), TUESDAY, WEEK);

const keptBy = (suffix: string): Causes => {
  const corrected = silentIf(suffix === '', onRecord(noAddress, putRight(HOURS.corrected)));
  const expired = onRecord(noAddress, putRight(HOURS.expired));
  return {
    [`2.5.9-X5.25-01-elsewhere${suffix}`]: elsewhere,
    ...Object.fromEntries(Object.entries(wrongFiles).map(([number, cause]) => [`2.5.9-X5.25-${number}-corrected${suffix}`, cause])),
    [`2.5.9-X5.25-04-corrected${suffix}`]: corrected, [`2.5.9-X5.25-04-corrected${suffix}-supplier`]: bySupplier(corrected),
    [`2.5.9-X5.25-04-corrected${suffix}-authorised-again`]: { ...onRecord(noAddress, putRight(HOURS.corrected)), world: () => ({ weeks: 3 }) },
    [`2.5.9-X5.25-04-ma-expired${suffix}`]: expired, [`2.5.9-X5.25-04-ma-expired${suffix}-supplier`]: bySupplier(expired),
    [`2.5.9-X5.25-04-not-corrected${suffix}`]: onRecord(noAddress, () => [resolved(HOURS.again)]),
  };
};

export const REQUIRED_FILE_SET_CAUSES: Causes = {
  '2.5.9-X5.25-01-ie': elsewhere, '2.5.9-X5.25-01-da': two(spoilt('absent', 'MCF', true)),
  '2.5.9-X5.25-02-ie': spoilt('failed', 'MVF', true), '2.5.9-X5.25-02-da': spoilt('failed', 'MVF', true), '2.5.9-X5.25-03-ie': two(spoilt('absent', 'MGF', false)),
  '2.5.9-X5.25-04-ie': onRecord(noAddress), '2.5.9-X5.25-04-ie-supplier': bySupplier(onRecord(noAddress)), '2.5.9-X5.25-05-ie': two(onRecord(othersAddress)),
  '2.5.9-X5.25-06-ie': onRecord(noGasMeter), '2.5.9-X5.25-06-da': onRecord(noGasMeter), '2.5.9-X5.25-06-da-supplier': bySupplier(onRecord(noGasMeter)), '2.5.9-X5.25-07-da': spoilt('deviceAbsent', 'MCF', true),
  ...keptBy(''), ...keptBy('-foc'), '2.5.9-X5.25-04-silent-foc': silentIf(true, onRecord(noAddress, putRight(HOURS.corrected))),
};
