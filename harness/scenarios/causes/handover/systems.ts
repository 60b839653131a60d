/** Systems of the SMSO and its CSP (MEHRS 2.5.3), a single SIM or hub (2.5.4 b, d). */
import { address, type Installation } from '../../../../protocol/domain.ts';
import { londonTime } from '../../../../protocol/time.ts';
import type { Fault } from '../../../faults/plan.ts';
import { cohortParty, type Cause, type Causes } from '../../cause.ts';
import { coverage, firstRequest } from './ladders.ts';
import { meterIs } from './preMcf.ts';

type Trigger = Extract<Fault, { kind: 'outage' }>['on'];
const mvf = (installation: Installation): Trigger => ({ from: address('mcfvf'), to: cohortParty('rp', installation), type: 'MVF', nth: 1 });
const validated = (installation: Installation): Trigger => ({ from: cohortParty('rp', installation), type: 'MAVR', nth: 1 });
/** Tuesday morning, twenty days before the Migration Week. */
const committed: Trigger = { from: address('mcc'), type: 'MDC', nth: 1 };

const MORE_THAN_A_DAY = 30 * 60;
const SYSTEM = { smso: 'handover', csp: 'provisioning' } as const;

/** Whoever has no ladder of its own for the move is asked again while the file set can still come in time; CB for five hours (MEHRS 2.5.3, 3.2). */
const INTO_THE_MORNING = ({ groupId }: Installation): number => (groupId === 'CB' ? 30 : 9 * 60);

const down = (party: 'smso' | 'csp', minutes: (installation: Installation) => number, on = mvf): Cause => ({ faults: (installation) => [
  { kind: 'outage', on: on(installation), afterMinutes: 0, party: cohortParty(party, installation), system: SYSTEM[party] },
  { kind: 'resolution', section: '2.5.3', minutes: minutes(installation) },
] });
const long = (party: 'smso' | 'csp'): Cause => down(party, () => MORE_THAN_A_DAY);

const sim = (on: Trigger, barred: boolean, afterMinutes: number, installation: Installation): Fault =>
  ({ kind: 'record', on, afterMinutes, party: cohortParty('csp', installation), table: 'sims', key: installation.id, set: { barred } });
const barred: Cause = { faults: (installation) => [sim(mvf(installation), true, 0, installation)] };

/** At noon of the Sunday, when DA's records are looked at, it is less than seven days, at midnight it is more. */
const SEVEN_DAYS_BEFORE_THE_COMMON_FILE = londonTime('2020-11-01', '18:00');
/** Minutes from the opening of the Migration Day until the Requesting Party can begin; the hub is out of coverage by then. */
const cutShort = (minutes: number): Cause => ({ faults: (installation) => [
  { kind: 'outage', on: mvf(installation), afterMinutes: 0, party: cohortParty('rp', installation), system: 'migration' }, { kind: 'resolution', section: '2.5.1', minutes },
  coverage('coverageLost', mvf(installation), installation, 60),
] });

export const SYSTEM_CAUSES: Causes = {
  '2.5.3-smso-in-time': down('smso', INTO_THE_MORNING),
  '2.5.3-csp-in-time': down('csp', INTO_THE_MORNING),
  '2.5.3-smso-too-late-MA118': long('smso'),
  '2.5.3-smso-too-late-MA120': long('smso'),
  '2.5.3-smso-too-late-MA999': long('smso'),
  '2.5.3-smso-too-late-MA114': long('smso'),
  '2.5.3-csp-too-late-MA118': long('csp'),
  '2.5.3-csp-too-late-MA118-after-certificate': long('csp'),
  '2.5.3-csp-too-late-MA120': long('csp'),
  '2.5.3-csp-too-late-MA999': long('csp'),
  '2.5.4-b-DA': { faults: (installation) => [{
    kind: 'record', on: validated(installation), afterMinutes: 60, party: cohortParty('rp', installation), table: 'silences', key: installation.id, set: { wanSince: SEVEN_DAYS_BEFORE_THE_COMMON_FILE },
  }] },
  '2.5.3-CB-window-first': cutShort(15 * 60), '2.5.2.1-EA-window-first': cutShort(17 * 60 + 45), '2.5.2.1-EB-window-first': cutShort(17 * 60 + 30),
  '2.5.4-b': { faults: (installation) => [coverage('coverageLost', committed, installation, 10 * 24 * 60)] },
  '2.5.4-b-heard-again': { faults: (installation) => [
    coverage('coverageLost', committed, installation, 10 * 24 * 60), coverage('coverageRestored', mvf(installation), installation),
  ] },
  '2.5.4-d-lifted': { faults: (installation) => [sim(mvf(installation), true, 0, installation), sim(firstRequest(installation), false, 90, installation)] },
  '2.5.4-d-MA118': barred,
  '2.5.4-d-MA118-after-certificate': barred,
  '2.5.4-d-MA120': barred,
  '2.5.4-d-MA999': barred,
  '2.5.4-d-MA119': meterIs('CHF', 'refusing', 'configureHub'),
  '2.4.2-MA533': down('smso', () => MORE_THAN_A_DAY, validated),
};
