/** Consultation of April 2022: a device that is busy (MA534) or in the wrong mode (MA535); other failure (MA999) before. Three of the same in a row mean a faulty device. */
import { notCommissioned, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import type { FieldTest, MustNotSend, MustSend } from '../../expectation.ts';
import type { CatalogueRow } from '../../row.ts';
import { SUPPLIED, noIncident, report, row, untilFileSet } from '../../stages.ts';
import { OF_ONE, carried, must, never } from './shared.ts';
import { keptOut, tried } from './preMcf.ts';

type Trouble = 'busy' | 'wrongMode';
const SECTION: Readonly<Record<Trouble, string>> = { busy: '2', wrongMode: '3' };
const LINES: Readonly<Record<Trouble, readonly string[]>> = { busy: ['001:36-40'], wrongMode: ['001:46-48'] };
const CAUSE: Readonly<Record<Trouble, string>> = { busy: 'the ESME is at work on other commands', wrongMode: 'the ESME is in a mode that does not support the command' };
const CODE: Readonly<Record<Trouble, string>> = { busy: 'MA534', wrongMode: 'MA535' };
const result = (is: Trouble): FieldTest => ({ field: 'result', is });
const sourceOf = (trouble: Trouble): string => `Consultation of April 2022, section ${SECTION[trouble]}; rulings R2-12, A-43`;

const once = (id: string, trouble: Trouble, code: string, title: string, ruleSets: readonly string[]): CatalogueRow => keptOut(id, {
  code, title, lines: code === 'MA999' ? [...LINES[trouble], '1150'] : LINES[trouble], cause: CAUSE[trouble], ruleSets, source: sourceOf(trouble), supplierAction: 'authorise a later week: the next attempt should not fail so',
  steps: tried(code, 'readPaymentMode', result(trouble)), candidates: code === 'MA999' ? ['MA999', 'MA533'] : [code],
});

const WEEK_MINUTES = 7 * 24 * 60;
/** One attempt a Migration Week, each ending with the code. */
const attempts = (codes: readonly string[]): readonly MustSend[] => [
  must('ma', 'MEHRS 2.4.2', 'supplier', 'MA', ['mcc'], { count: codes.length, timing: [{ kind: 'ladder', offsets: codes.map((_, index) => index * WEEK_MINUTES) }] }),
  must('mavr', 'MEHRS 2.3.2', 'rp', 'MAVR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.result', is: 'Accepted' }], count: codes.length }),
  must('asked', 'MEHRS 2.4.2', 'rp', 'PRECHECK_REQUEST', ['smso'], { count: codes.length }),
  ...[...new Set(codes)].flatMap((code) => {
    const count = codes.filter((each) => each === code).length;
    return [
      must(`macr-${code}`, 'Consultation of April 2022, section 2', 'rp', 'MACR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.reasonCode', is: code }], count }),
      must(`report-6-${code}`, 'MEHRS 2.4.2', 'bimi', 'MRR', SUPPLIED, { where: [report(6), row(code)], count }),
    ];
  }),
];
const notFaulty: MustNotSend = never('no faulty device', 'Consultation of April 2022, section 2', 'rp', 'FAULTY_DEVICE');
const neverInMcf: readonly MustNotSend[] = [never('no MCF', 'MEHRS 2.4.2', 'rp', 'MCF'), never('no hand-over asked', 'MEHRS 2.4.2', 'rp', 'HANDOVER_REQUEST')];

/** Nothing has gone wrong that a party raises an Incident for, and nothing has succeeded. */
const noMigration: readonly MustNotSend[] = [...notCommissioned, noIncident];

const inARow = (trouble: Trouble): CatalogueRow => {
  const code = CODE[trouble];
  return {
    ...OF_ONE, ...carried(code), id: `2.4.2-${code}-three-in-a-row`, section: '2.4.2', title: `${code} for three consecutive attempts: a faulty device`, kind: 'failure', groups: ['DA'], detectedBy: 'smso',
    lines: LINES[trouble], ruleSets: ['v7.1'], disposition: 'faulty-device', supplierAction: 'look into the device', source: sourceOf(trouble), cause: `${CAUSE[trouble]}, for four Migration Weeks`,
    notices: [{ by: 'rp', to: ['supplier', 'mcc'], what: 'the SMSO takes the device for faulty', clause: `Consultation of April 2022, section ${SECTION[trouble]}` }],
    demands: () => ({
      mustSend: [
        ...attempts([code, code, code]),
        must('faulty', 'Consultation of April 2022, section 2', 'rp', 'FAULTY_DEVICE', ['supplier', 'mcc'], {
          where: [{ field: 'reasonCode', is: code }, { field: 'attempts', is: 3 }], timing: [{ kind: 'after', from: { of: 'asked', which: 'last' }, atLeast: 0, atMost: 60 }],
        }),
      ],
      mustNotSend: [...neverInMcf, ...noMigration],
    }),
  };
};

export const BUSY_DEVICE_ROWS: readonly CatalogueRow[] = [
  once('2.4.2-MA534', 'busy', 'MA534', 'A device is busy with other commands: MA534', ['v7.1']),
  once('2.4.2-MA535', 'wrongMode', 'MA535', 'A device is in a mode that does not support the command: MA535', ['v7.1']),
  once('2.4.2-busy-v3.1', 'busy', 'MA999', 'A device is busy: other failure before version 7.1', ['v3.1', 'v3.0']),
  once('2.4.2-wrong-mode-v3.1', 'wrongMode', 'MA999', 'A device is in the wrong mode: other failure before version 7.1', ['v3.1', 'v3.0']),
  once('2.4.2-busy-before-24-May-2022', 'busy', 'MA999', 'A device is busy before the codes have come into force', ['v7.1']),
  inARow('busy'), inARow('wrongMode'),
  {
    ...OF_ONE, ...carried('MA534'), id: '2.4.2-MA534-not-in-a-row', section: '2.4.2', title: 'Busy, in the wrong mode, busy: no three of the same in a row', kind: 'failure', groups: ['DA'], detectedBy: 'smso',
    codes: [{ code: 'MA534', file: 'MACR' }, { code: 'MA535', file: 'MACR' }], reports: [{ report: 6, carries: 'MA534' }, { report: 6, carries: 'MA535' }], lines: ['001:36-48'], ruleSets: ['v7.1'], supplierAction: 'authorise a later week', source: sourceOf('busy'),
    cause: 'the ESME is busy, then in another mode, then busy again',
    demands: () => ({ mustSend: attempts(['MA534', 'MA535', 'MA534']), mustNotSend: [...neverInMcf, ...noMigration, notFaulty] }),
  },
  {
    ...OF_ONE, id: '2.4.2-MA534-then-well', section: '2.4.2', title: 'Busy in two weeks, migrated in the third', kind: 'recovery', groups: ['DA'], codes: [{ code: 'MA534', file: 'MACR' }], lines: ['001:38'],
    ruleSets: ['v7.1'], reports: [{ report: 6, carries: 'MA534' }, { report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'authorise a later week', source: sourceOf('busy'),
    cause: 'the ESME is busy for a fortnight',
    demands: (situation) => {
      const whole = [...untilFileSet(situation), ...toTheEnd(situation)].filter(({ name }) => !['ma', 'ma-forwarded', 'mavr', 'report-10'].includes(name));
      const first = attempts(['MA534', 'MA534', 'MA534']).map((each) => (each.name.endsWith('MA534') ? { ...each, count: 2 } : each));
      return { mustSend: [...first, ...whole], mustNotSend: [notFaulty, noIncident] };
    },
  },
  {
    ...OF_ONE, ...carried('MA999'), id: '2.4.2-MA999-three-in-a-row', section: '2.4.2', title: 'Other failure three times running means nothing by itself', kind: 'not-applicable', groups: ['DA'], detectedBy: 'smso',
    lines: ['001:38', '1150'], ruleSets: ['v3.1'], supplierAction: 'authorise a later week', source: sourceOf('busy'), cause: 'the ESME is busy for three weeks',
    demands: (situation) => ({ mustSend: [...attempts(['MA999', 'MA999', 'MA999']), ...reportedAuthorisation(situation).map((each) => ({ ...each, count: 3 }))], mustNotSend: [...neverInMcf, ...noMigration, notFaulty] }),
  },
];
