/** MEHRS 2.2.1: the Migration Demand Commitment is not met, for each of five reasons; Report 8 sets what was received against it, the Requesting Party's daily summary says how it went. */
import type { Role } from '../../../../domain.ts';
import { failedCompletion, notCommissioned, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import type { FieldTest, MustSend } from '../../expectation.ts';
import { EVERY_GROUP, NOT_DA } from '../../groups.ts';
import { incidentOf } from '../../incidentSteps.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { authorisation, must, never, noFailedMacr, noFailure, noIncident, report, untilFileSet } from '../../stages.ts';
import { NO_INCIDENT, USUAL, incidentBefore } from '../common.ts';
import { answered, notBegun } from './rejected.ts';

const CLAUSE = 'MEHRS 2.2.1';
const SHARED = { ...USUAL, section: '2.2.1', kind: 'failure', groups: EVERY_GROUP, incident: NO_INCIDENT } as const;
const lines = (own: string): readonly string[] => ['171', own, '180-182'];

interface Counts {
  readonly committed: number;
  readonly received: number;
  readonly accepted: number;
  readonly rejected: number;
}
const counts = ({ committed, received, accepted, rejected }: Counts): readonly FieldTest[] => [
  { field: 'entry.DCC Migration Commitment', is: `${committed}` }, { field: 'entry.Migration Authorisations Received', is: `${received}` },
  { field: 'entry.Accepted', is: `${accepted}` }, { field: 'entry.Rejected', is: `${rejected}` },
];

/** Weekly, for the previous four Migration Weeks: the week's numbers stand in up to four reports. */
const report8 = (numbers: Counts, after: string): MustSend =>
  must('report-8', CLAUSE, 'bimi', 'MRR', ['supplier', 'mcc'], { where: [report(8), ...counts(numbers)], after: { of: after }, count: { min: 1, max: 4 } });
const summary = (after: string, where: readonly FieldTest[]): MustSend => must('summary', CLAUSE, 'rp', 'MSR', ['mcc'], { where, after: { of: after }, count: { min: 1 } });
const counted = (name: string): FieldTest => ({ field: `entry.${name}`, is: 1 });

const reports8 = (more: readonly { readonly report: number; readonly carries: string }[]) => [{ report: 8, carries: 'the numbers of the week' }, ...more];
const AS_EVER = [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }];

/** It takes longer than anybody looks: raised, assigned and told, perhaps never resolved. */
const stillOpen = (section: string, by: Role): readonly MustSend[] => incidentOf(section, by, by, 'mavr', { field: 'failed', filled: true })
  .filter(({ name }) => name !== 'resolved').map((each) => (each.name === 'incident' ? { ...each, timing: [] } : each));

export const COMMITMENT_ROWS: readonly CatalogueRow[] = [
  {
    ...SHARED, id: '2.2.1-a', title: 'Fewer Migration Authorisations than were committed to', cause: 'the supplier demands capacity for two Installations and authorises one',
    detectedBy: 'mcc', level: 'none', codes: [], reports: reports8(AS_EVER), disposition: 'commissioned', lines: lines('173'), source: 'MEHRS 2.2.1 a)',
    supplierAction: 'demand what it means to authorise',
    demands: (situation) => ({
      mustSend: [...untilFileSet(situation), ...toTheEnd(situation), summary('mavr', [counted('recordsReceived'), counted('recordsAccepted')]), report8({ committed: 2, received: 1, accepted: 1, rejected: 0 }, 'mavr')],
      mustNotSend: [...noFailure, noFailedMacr, noIncident],
    }),
  },
  ...([['', NOT_DA, 'MA004'], ['-DA', ['DA'], 'MA006']] as const).map(([suffix, groups, code]): CatalogueRow => ({
    ...SHARED, id: `2.2.1-c${suffix}`, groups, title: "The supplier's signature cannot be verified", cause: "the supplier's system damages the signature, and its people take two weeks",
    detectedBy: 'mcc', level: 'file', codes: [{ code, file: 'MAVR' }], reports: reports8([{ report: 6, carries: code }, { report: 10, carries: code }]), disposition: 'validation-rejected', lines: lines('175'), source: 'MEHRS 2.2.1 c), 2.3.1; ruling A-02',
    supplierAction: 'check certificate and signature and authorise the Installation for a subsequent Migration Week',
    notices: [{ by: 'mcc', to: ['supplier'], what: 'a telephone call and an e-mail: the signature failed', clause: 'MEHRS 2.3.1' }],
    demands: (situation) => ({
      mustSend: [
        must('ma', 'Guide Table 5 step 4', 'supplier', 'MA', ['mcc'], { count: 2 }), must('told', 'MEHRS 2.3.1', 'mcc', 'MA_SIGNATURE_REJECTED', ['supplier'], { after: { of: 'ma' } }),
        ...answered(code, situation),
        // What was not forwarded was not received.
        report8({ committed: 1, received: 0, accepted: 0, rejected: 0 }, 'told'),
      ],
      mustNotSend: notBegun,
    }),
  })),
  {
    ...SHARED, id: '2.2.1-d', title: 'The Requesting Party finds errors in the Migration Authorisation', cause: 'a Tuesday stands as Migrate On date of the week before',
    detectedBy: 'rp', level: 'installation', codes: [{ code: 'MA005', file: 'MAVR' }], reports: reports8([{ report: 6, carries: 'MA005' }, { report: 10, carries: 'MA005' }]),
    disposition: 'validation-rejected', lines: lines('177'), source: 'MEHRS 2.2.1 d), 2.3.2',
    supplierAction: 'put right what the code names and authorise the Installation for a subsequent Migration Week',
    demands: (situation) => ({
      mustSend: [...answered('MA005', situation), summary('mavr', [counted('recordsReceived'), counted('recordsRejected')]), report8({ committed: 1, received: 1, accepted: 0, rejected: 1 }, 'mavr')],
      mustNotSend: notBegun,
    }),
  },
  ...([
    ['b', 'mcfvf', 'DCC systems cannot cope although they were committed', "the Validation Function's system is down from the Friday before for two weeks", 'MCF', '174'],
    ['e', 'rp', 'The Requesting Party cannot make a Common File', "the Requesting Party's system is down from authorisation on for two weeks", '', '178'],
  ] as const).flatMap(([reason, by, title, cause, made, line]): CatalogueRow[] => ([['MA116', EVERY_GROUP.filter((each) => each !== 'CB')], ['MA101', ['CB'] as const]] as const)
    .map(([usual, groups]) => ({ code: reason === 'e' ? 'MA101' : usual, groups: reason === 'e' ? EVERY_GROUP : groups }))
    .slice(0, reason === 'e' ? 1 : 2)
    .map(({ code, groups }): CatalogueRow => ({
      ...SHARED, id: `2.2.1-${reason}${reason === 'b' && code === 'MA101' ? '-CB' : ''}`, title, cause, groups, detectedBy: by, level: 'file',
      codes: [{ code, file: 'MACR' }], reports: reports8([{ report: 6, carries: code }]), disposition: code === 'MA101' ? 'authorisation-expired' : 'not-migrated', lines: lines(line),
      source: `MEHRS 2.2.1 ${reason}), ${reason === 'b' ? '2.4.4' : '2.4.1'}; rulings A-17, A-21`, supplierAction: 'authorise the Installation for a subsequent Migration Week',
      incident: incidentBefore(reason === 'b' ? '2.4.4' : '2.4.1', by, by), openIncidents: ['2.4.1', '2.4.4'],
      demands: (situation: Situation) => ({
        mustSend: [
          ...authorisation(situation).map((each) => ({ ...each, timing: [] })), ...stillOpen(reason === 'b' ? '2.4.4' : '2.4.1', by), ...failedCompletion(CLAUSE, code, 'mavr'), ...reportedAuthorisation(situation),
          summary('mavr', [counted('recordsReceived'), counted('recordsAccepted')]), report8({ committed: 1, received: 1, accepted: 1, rejected: 0 }, 'mavr'),
        ],
        mustNotSend: [...notCommissioned, never('not handed over', CLAUSE, 'rp', 'HANDOVER_REQUEST'), ...(made === '' ? [never('no Common File', CLAUSE, 'rp', 'MCF')] : [])],
      }),
    }))),
];
