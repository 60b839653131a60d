/** Group ID DA, before the Common File and at the account switch (MEHRS 2.4.2, 2.5.2). */
import { address, device, type DeviceType, type Estate, type Installation } from '../../../../protocol/domain.ts';
import type { Shape } from '../../../estate/index.ts';
import type { Fault } from '../../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { coverage } from './ladders.ts';
import { electricityLost, gasLost, rivalOf } from './records.ts';

type Environment = Extract<Fault, { kind: 'environment' }>;
type Trigger = Environment['on'];

const DAY_MINUTES = 24 * 60;
const validated = (installation: Installation): Trigger => ({ from: cohortParty('rp', installation), type: 'MAVR', nth: 1 });
const mvf = (installation: Installation): Trigger => ({ from: address('mcfvf'), to: cohortParty('rp', installation), type: 'MVF', nth: 1 });
/** Tuesday morning, twenty days before the Migration Week. */
const committed: Trigger = { from: address('mcc'), type: 'MDC', nth: 1 };

type Party = 'rp' | 'smso';
const record = (on: (installation: Installation) => Trigger, party: Party, table: string, key: (installation: Installation) => string, set: (installation: Installation) => Record<string, unknown>, shape?: Shape): Cause => ({
  ...(shape === undefined ? {} : { shape }),
  faults: (installation) => [{ kind: 'record', on: on(installation), afterMinutes: 0, party: cohortParty(party, installation), table, key: key(installation), set: set(installation) }],
});
const id = (installation: Installation): string => installation.id;
const deviceOf = (type: DeviceType) => (installation: Installation): string => device(installation, type)?.deviceId ?? '';
const before = (party: Party, set: (installation: Installation) => Record<string, unknown>): Cause => record(validated, party, 'accounts', id, set);
const atSwitch = (set: (installation: Installation) => Record<string, unknown>): Cause => record(mvf, 'smso', 'accounts', id, set);
const defect = (setting: string): Cause => before('rp', () => ({ configurationDefects: [setting] }));

/** What a meter is like from the validation on. */
export const meterIs = (type: DeviceType, change: Environment['change'], refuses?: NonNullable<Environment['refuses']>): Cause => ({ faults: (installation) => [
  { kind: 'environment', on: validated(installation), afterMinutes: 0, installationId: installation.id, device: type, change, ...(refuses === undefined ? {} : { refuses }) },
] });
/** Only as the meters are tried, so that nobody has missed it before. */
const silentWhenTried = (type: DeviceType): Cause => ({ faults: (installation) => [
  { kind: 'environment', on: { from: cohortParty('rp', installation), type: 'PRECHECK_REQUEST', key: installation.id, nth: 1 }, afterMinutes: 0, installationId: installation.id, device: type, change: 'gone' },
] });
const gsme = (change: 'gone' | 'back', afterDays: number, { id: installationId }: Installation): Fault =>
  ({ kind: 'environment', on: committed, afterMinutes: afterDays * DAY_MINUTES, installationId, device: 'GSME', change });

const zeroVend = (step: string, type: 'ESME' | 'GSME'): Causes => ({
  [`2.4.2-b-${step}.1`]: silentWhenTried(type),
  [`2.4.2-b-${step}.2`]: meterIs(type, 'refusing', 'setVendLimit'),
  [`2.4.2-b-${step}.3`]: record(validated, 'smso', 'vending', deviceOf(type), () => ({ installed: false })),
  [`2.4.2-b-${step}.4`]: meterIs(type, 'refusing', 'addCredit'),
  [`2.4.2-b-${step}.5`]: record(validated, 'smso', 'prepayFlags', deviceOf(type), () => ({ locked: true })),
});

const pending = (...more: readonly Cause[]): Cause => {
  const due = record(validated, 'smso', 'pending', id, () => ({ settings: ['tariff'] }));
  return { shape: 'dual-dormant', faults: (installation, estate) => [due, ...more].flatMap((each) => each.faults(installation, estate)) };
};

/** The subject's electricity meter turns up in the other Installation's account. */
const linkedTwice: Cause = { installations: 2, faults: (installation, estate: Estate) => {
  const other = estate.installations.find((each) => each.id !== installation.id);
  const meter = device(installation, 'ESME');
  if (other === undefined || meter === undefined) return [];
  return [{ kind: 'record', on: validated(installation), afterMinutes: 0, party: cohortParty('rp', installation), table: 'accounts', key: other.id, set: { devices: [...other.devices, meter] } }];
} };

const SETTINGS: Readonly<Record<string, string>> = {
  MA519: 'debt', MA520: 'demand-limit', MA521: 'events', MA524: 'prepay', MA525: 'profile', MA526: 'utrn-price-change-limit', MA527: 'vulnerable-non-disconnection', MA530: 'meter-time', MA111: 'tariff',
};

export const PRE_MCF_CAUSES: Causes = {
  ...Object.fromEntries(Object.entries(SETTINGS).map(([code, setting]) => [`2.4.2-a-${code}`, defect(setting)])),
  '2.4.2-MA104': before('rp', electricityLost),
  '2.4.2-MA522': linkedTwice,
  '2.4.2-b-passed': { faults: () => [] },
  ...zeroVend('16.9.1.ET01', 'ESME'),
  ...zeroVend('16.9.2.GT02', 'GSME'),
  '2.4.2-b-16.9.2.GT01': { faults: (installation) => [gsme('gone', 18, installation)] },
  '2.4.2-b-16.9.2.GT01-heard-again': { faults: (installation) => [gsme('gone', 18, installation), gsme('back', 18.5, installation)] },
  '2.4.2-c-unreachable': pending(silentWhenTried('ESME')),
  '2.4.2-c-refused': pending(meterIs('ESME', 'refusing', 'configure')),
  '2.4.2-c-applied': pending(),
  '2.4.2-d': { faults: (installation) => [coverage('coverageLost', committed, installation, 10 * DAY_MINUTES)] },
  '2.4.2-d-heard-again': { faults: (installation) => [
    coverage('coverageLost', committed, installation, 10 * DAY_MINUTES), coverage('coverageRestored', committed, installation, 18 * DAY_MINUTES),
  ] },
  '2.4.2-MA531': record(validated, 'rp', 'migration', ({ electricity }) => electricity.supplier, () => ({ enabled: false })),
  '2.4.2-not-applicable': { faults: (installation, estate) => [
    ...meterIs('ESME', 'refusing', 'addCredit').faults(installation, estate), ...meterIs('GSME', 'refusing', 'readPaymentMode').faults(installation, estate),
  ] },
  '2.5.2-a': atSwitch(() => ({ configurationDefects: ['demand-limit'] })),
  '2.5.2-b-MA104': atSwitch(electricityLost),
  '2.5.2-b-MA105': atSwitch(gasLost),
  '2.5.2-c-MA516': atSwitch((installation) => ({ paymentCards: { ESME: rivalOf(installation) } })),
  '2.5.2-c-MA517': atSwitch((installation) => ({ paymentCards: { GSME: rivalOf(installation) } })),
  '2.5.2-c-MA528': atSwitch(({ electricity }) => ({ paymentCards: { ESME: electricity.supplier } })),
  '2.5.2-not-applicable': atSwitch((installation) => ({ paymentCards: { ESME: rivalOf(installation) } })),
};
