/** MEHRS 2.5.2.1 and 3.4, Group IDs EA and EB: the certificate on the Communications Hub is replaced before the SIM moves. */
import type { GroupId } from '../../../../domain.ts';
import type { FieldTest, MustSend } from '../../expectation.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { OF_ONE, carried, goesOn, must, neverHandedOver, never, notApplicable, onlyCode, undisturbed, untilMvf } from './shared.ts';

const CERTIFICATE: FieldTest = { field: 'method', is: 'certificate' };
const SIM: FieldTest = { field: 'method', is: 'sim' };

interface Ladder {
  readonly section: string;
  readonly groups: readonly GroupId[];
  readonly lines: readonly string[];
  /** Minutes from the first attempt (ruling A-08). */
  readonly offsets: readonly number[];
}
const EA: Ladder = { section: '3.4.1', groups: ['EA'], lines: ['1006-1019'], offsets: [0, 5, 10] };
const EB: Ladder = { section: '3.4.2', groups: ['EB'], lines: ['1021-1032'], offsets: [0, 60] };

const retriesOf = ({ section, offsets }: Ladder): CatalogueRow['retries'] => {
  const lastAtMinutes = offsets.at(-1) ?? 0;
  return [{ what: 'certificate on the Communications Hub', clause: `MEHRS ${section}`, attempts: offsets.length, lastAtMinutes, givenUpAtMinutes: null }];
};

const attempts = ({ section, offsets }: Ladder, count: number): readonly MustSend[] => [
  must('attempts', `MEHRS ${section}`, 'rp', 'HANDOVER_REQUEST', ['smso'], { where: [CERTIFICATE], count, timing: [{ kind: 'ladder', offsets: offsets.slice(0, count) }] }),
  must('first-attempt', 'ruling R2-14', 'rp', 'HANDOVER_REQUEST', ['smso'], {
    where: [CERTIFICATE, { field: 'attempt', is: 1 }], timing: [{ kind: 'calendar', anchor: 'migrationDay', dayOffset: 0, wallClock: '00:00', relation: 'at' }],
  }),
  must('commands', `MEHRS ${section}`, 'smso', 'WAN_COMMAND', ['csp'], { where: [{ field: 'kind', is: 'replaceCertificate' }], count }),
];

const succeeds = (ladder: Ladder, count: number): CatalogueRow => {
  const id = `${ladder.section}-attempt-${count}`;
  return {
    ...OF_ONE, id, section: ladder.section, title: `The certificate is replaced at attempt ${count}`, kind: 'recovery', groups: ladder.groups, codes: [], lines: ladder.lines,
    retries: retriesOf(ladder) ?? [], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'none',
    source: `MEHRS ${ladder.section}; ruling A-08`, cause: 'the hub is out of coverage when its certificate is to be replaced, and comes back',
    demands: (situation: Situation) => ({
      mustSend: [
        ...untilMvf(situation), ...attempts(ladder, count),
        must('applied', `MEHRS ${ladder.section}`, 'smso', 'HANDOVER_RESPONSE', ['rp'], { where: [CERTIFICATE, { field: 'result', is: 'done' }] }),
        must('handover', 'MEHRS 2.5.3', 'rp', 'HANDOVER_REQUEST', ['smso'], { where: [SIM], after: { of: 'applied' } }),
        must('handed-over', 'MEHRS 2.5.3', 'smso', 'HANDOVER_RESPONSE', ['rp'], { where: [SIM, { field: 'result', is: 'done' }] }),
        ...goesOn(situation),
      ],
      mustNotSend: undisturbed,
    }),
  };
};

const failsAll = (ladder: Ladder): CatalogueRow => ({
  ...OF_ONE, ...carried('MA114'),
  id: `${ladder.section}-timeout`, section: ladder.section, title: 'The certificate is not replaced after the last attempt: MA114', kind: 'failure', groups: ladder.groups,
  lines: [...ladder.lines, '386-400', '1138'], retries: retriesOf(ladder) ?? [], supplierAction: 'liaise with the SMSO whether the Installation has to be replaced; else a later week',
  source: `MEHRS ${ladder.section}, 2.5.2.1, Table A.1 MA114; rulings A-03, A-08`, cause: 'the hub stays out of coverage',
  notices: [{ by: 'smso', to: ['supplier', 'mcc'], what: 'may liaise about the failure', clause: 'MEHRS 2.5.2.1', optional: true }],
  demands: (situation) => {
    const { mustSend, mustNotSend } = neverHandedOver(situation, 'MEHRS 2.5.2.1', 'MA114', 'attempts', [
      { kind: 'after', from: { of: 'first-attempt' }, atLeast: ladder.offsets.at(-1) ?? 0, atMost: 24 * 60 },
    ]);
    return {
      mustSend: [...untilMvf(situation), ...attempts(ladder, ladder.offsets.length), ...mustSend],
      mustNotSend: [...mustNotSend, never('no SIM move', 'MEHRS 3.4', 'smso', 'SIM_REQUEST')],
    };
  },
});

const NO_CERTIFICATE = [
  never('no certificate', 'MEHRS 3.4', 'rp', 'HANDOVER_REQUEST', { where: [CERTIFICATE] }),
  never('no certificate command', 'MEHRS 3.4', 'smso', 'WAN_COMMAND', { where: [{ field: 'kind', is: 'replaceCertificate' }] }),
  onlyCode(''),
];

export const CERTIFICATE_ROWS: readonly CatalogueRow[] = [
  ...[1, 2, 3].map((count) => succeeds(EA, count)), failsAll(EA),
  ...[1, 2].map((count) => succeeds(EB, count)), failsAll(EB),
  notApplicable('2.5.2.1-not-applicable', '2.5.2.1', 'Another Group ID: no certificate on the hub is replaced', ['AA', 'BA', 'CA', 'CB', 'DA'], ['386-392', '1004-1032'], 'MEHRS 2.5.2.1, 3.4', NO_CERTIFICATE),
];
