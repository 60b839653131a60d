/**
 * The longest ways through each group's hand-over and contact, and those one attempt longer: a hub out of coverage until
 * just before the last attempt, or just after it. All Installations are Dormant and migrate on Monday 2020-11-09, so that
 * each group is one Migration set. Minutes are literals of the MEHRS: 3.1, 3.2, 3.4.1, 3.4.2, 3.5.
 */
import { generateEstate } from '../../harness/estate/index.ts';
import type { Fault, FaultPlan } from '../../harness/faults/plan.ts';
import { COHORT_OF, address, type Estate, type GroupId, type Installation } from '../../protocol/domain.ts';

const GROUPS: readonly GroupId[] = ['CB', 'CB', 'CB', 'AA', 'BA', 'CA', 'EA', 'EA', 'EA', 'EA', 'EB', 'EB', 'EB', 'EB', 'DA', 'DA', 'DA', 'DA'];
export const LADDER_SEED = '11';
/** Dual-fuel and electricity-only in turn. */
export const ladderEstate = (): Estate => generateEstate({ seed: LADDER_SEED, installations: GROUPS.length, groups: GROUPS, shape: ['dual-dormant', 'electricity-dormant'] });
const made = ladderEstate().installations;

type Change = Extract<Fault, { kind: 'environment' }>['change'];
const change = ({ id: installationId }: Installation, to: Change, on: Extract<Fault, { kind: 'environment' }>['on'], afterMinutes = 0): Fault =>
  ({ kind: 'environment', installationId, change: to, on, afterMinutes });

/** Out of coverage from the authorisation until so long after the first hand-over attempt. */
const unheardDuringHandover = (each: Installation, minutes: number): readonly Fault[] => [
  change(each, 'coverageLost', { type: 'MA', nth: 1 }),
  change(each, 'coverageRestored', { type: 'HANDOVER_REQUEST', key: each.id, nth: 1 }, minutes),
];
/** Out of coverage from the moment the SIM, APN or account is the DCC's until so long after the S1SP's first attempt; for good where none is given. */
const unheardByS1sp = (each: Installation, method: 'sim' | 'apn' | 'account', minutes?: number): readonly Fault[] => [
  change(each, 'coverageLost', { from: address('smso', COHORT_OF[each.groupId]), type: 'HANDOVER_RESPONSE', key: each.id, contains: `"method":"${method}","result":"done"`, nth: 1 }),
  ...(minutes === undefined ? [] : [
    change(each, 'coverageRestored', { from: address('s1sp', COHORT_OF[each.groupId]), type: 'WAN_COMMAND', key: each.id, contains: 'openSession', nth: 1 }, minutes),
  ]),
];

/** MEHRS 3.1: the 288th attempt is made 47:40 after the first. */
const LAST_OF_3_1 = 47 * 60 + 40;
/** MEHRS 3.2 (ruling A-07): the 15th, 4:40 after the first. */
const LAST_OF_3_2 = 4 * 60 + 40;
/** MEHRS 3.4.1: the third, ten minutes after the first. MEHRS 3.4.2: the second, after an hour. */
const LAST_OF_3_4_1 = 10;
const LAST_OF_3_4_2 = 60;
/** MEHRS 3.5 (ruling A-09): the 96th, 190 hours after the first. */
const LAST_OF_3_5 = 190 * 60;

interface Case {
  readonly installation: Installation;
  readonly faults: readonly Fault[];
}
const at = (index: number, faults: (each: Installation) => readonly Fault[] = () => []): Case => {
  const installation = made[index]!;
  return { installation, faults: faults(installation) };
};

export const CASES = {
  cbLast: at(0, (each) => [...unheardDuringHandover(each, LAST_OF_3_2 - 1), ...unheardByS1sp(each, 'apn', LAST_OF_3_1 - 1)]),
  cbTooLate: at(1, (each) => unheardDuringHandover(each, LAST_OF_3_2 + 1)),
  cbWell: at(2),
  aaLast: at(3, (each) => unheardByS1sp(each, 'sim', LAST_OF_3_1 - 1)),
  baTooLate: at(4, (each) => unheardByS1sp(each, 'sim', LAST_OF_3_1 + 1)),
  caWell: at(5),
  eaLast: at(6, (each) => [...unheardDuringHandover(each, LAST_OF_3_4_1 - 1), ...unheardByS1sp(each, 'sim', LAST_OF_3_5 - 1)]),
  eaCertificateTooLate: at(7, (each) => unheardDuringHandover(each, LAST_OF_3_4_1 + 1)),
  eaWakeUpTooLate: at(8, (each) => unheardByS1sp(each, 'sim', LAST_OF_3_5 + 1)),
  eaWell: at(9),
  ebLast: at(10, (each) => [...unheardDuringHandover(each, LAST_OF_3_4_2 - 1), ...unheardByS1sp(each, 'sim', LAST_OF_3_5 - 1)]),
  ebCertificateTooLate: at(11, (each) => unheardDuringHandover(each, LAST_OF_3_4_2 + 1)),
  ebWakeUpTooLate: at(12, (each) => unheardByS1sp(each, 'sim', LAST_OF_3_5 + 1)),
  ebWell: at(13),
  daWell: at(14),
  daEsmeUnheard: at(15, (each) => unheardByS1sp(each, 'account')),
  daGsmeUnheard: at(16, (each) => unheardByS1sp(each, 'account')),
  daSingleWell: at(17),
} as const satisfies Readonly<Record<string, Case>>;
export type CaseName = keyof typeof CASES;

export const LADDER_PLAN: FaultPlan = { name: 'ladders to their last rung', faults: Object.values(CASES).flatMap(({ faults }) => faults) };
