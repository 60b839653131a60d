/** MEHRS 3.2, Group ID CB: the SIM on the Communications Hub is amended to the APN "elster", three times an hour for five hours. */
import type { FieldTest, MustSend } from '../../expectation.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { OF_ONE, carried, goesOn, must, neverHandedOver, never, notApplicable, onlyCode, undisturbed, untilMvf } from './shared.ts';

/** Ruling A-07: 0, 20 and 40 minutes past in each of five intervals of 60 minutes, given up at 05:00. */
const OFFSETS_3_2 = [0, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240, 260, 280] as const;
const GIVEN_UP_AT = 300;
const RETRIES = [{ what: 'SIM to the APN "elster"', clause: 'MEHRS 3.2', attempts: 15, lastAtMinutes: 280, givenUpAtMinutes: GIVEN_UP_AT }] as const;
const APN: FieldTest = { field: 'method', is: 'apn' };

const attempts = (count: number): readonly MustSend[] => [
  must('attempts', 'MEHRS 3.2', 'rp', 'HANDOVER_REQUEST', ['smso'], { where: [APN], count, timing: [{ kind: 'ladder', offsets: OFFSETS_3_2.slice(0, count) }] }),
  must('first-attempt', 'ruling R2-14', 'rp', 'HANDOVER_REQUEST', ['smso'], {
    where: [APN, { field: 'attempt', is: 1 }], timing: [{ kind: 'calendar', anchor: 'migrationDay', dayOffset: 0, wallClock: '00:00', relation: 'at' }],
  }),
  must('asked', 'MEHRS 3.2', 'smso', 'SIM_REQUEST', ['csp'], { where: [{ field: 'apn', is: 'elster' }, { field: 'master', is: 'dcc' }], count }),
  must('sent-to-hub', 'MEHRS 3.2', 'csp', 'SIM_PROFILE', ['devices'], { where: [{ field: 'apn', is: 'elster' }], count }),
  ...(count > 1 ? [must('not-taken', 'MEHRS 3.2', 'csp', 'SIM_RESPONSE', ['smso'], {
    where: [{ field: 'master', is: 'dcc' }, { field: 'result', is: 'failed' }], count: { min: count - 1, max: count },
  })] : []),
];
const handedOver = must('handed-over', 'MEHRS 3.2', 'smso', 'HANDOVER_RESPONSE', ['rp'], { where: [APN, { field: 'result', is: 'done' }] });

const succeeds = (id: string, title: string, count: number): CatalogueRow => ({
  ...OF_ONE, id, section: '3.2', title, kind: 'recovery', groups: ['CB'], codes: [], lines: ['959-969'], retries: RETRIES,
  reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'none',
  source: 'MEHRS 3.2; ruling A-07', cause: 'the hub is out of coverage when its SIM is to be changed, and comes back',
  demands: (situation: Situation) => ({
    mustSend: [...untilMvf(situation), ...attempts(count), handedOver, ...goesOn(situation)],
    mustNotSend: [...undisturbed, never('no failed completion', 'MEHRS 3.2', 'rp', 'MACR', { where: [{ field: 'entry.reasonCode', is: 'MA120' }] })],
  }),
});

export const SIM_SWAP_ROWS: readonly CatalogueRow[] = [
  succeeds('3.2-middle', 'The SIM takes the APN at attempt 8', 8),
  succeeds('3.2-last', 'The SIM takes the APN at the last attempt, 04:40', 15),
  {
    ...OF_ONE, ...carried('MA120'),
    id: '3.2-timeout', section: '3.2', title: 'Fifteen attempts in five hours fail: MA120', kind: 'failure', groups: ['CB'], lines: ['959-975', '1147'], retries: RETRIES,
    supplierAction: 'authorise a later week', source: 'MEHRS 3.2, Table A.1 MA120; ruling A-07', cause: 'the hub stays out of coverage',
    demands: (situation) => {
      const { mustSend, mustNotSend } = neverHandedOver(situation, 'MEHRS 3.2', 'MA120', 'attempts', [
        { kind: 'after', from: { of: 'first-attempt' }, atLeast: GIVEN_UP_AT },
      ]);
      return { mustSend: [...untilMvf(situation), ...attempts(15), ...mustSend], mustNotSend };
    },
  },
  // Elsewhere the SIM is moved in the CSP's own records, so a hub out of reach holds nothing up (D-06).
  notApplicable('3.2-not-applicable', '3.2', 'Another Group ID: one attempt, whatever the coverage', ['AA', 'BA', 'CA', 'DA', 'EA', 'EB'], ['959-975'], 'MEHRS 3.2', [
    never('no second attempt', 'MEHRS 3.2', 'rp', 'HANDOVER_REQUEST', { where: [{ field: 'attempt', isNot: 1 }] }),
    never('no APN', 'MEHRS 3.2', 'smso', 'SIM_REQUEST', { where: [{ field: 'apn', is: 'elster' }] }),
    never('nothing over the air', 'MEHRS 3.2', 'csp', 'SIM_PROFILE'),
    onlyCode(''),
  ]),
];
