/** MEHRS 2.1.1, 2.1.2: DCC SharePoint is inaccessible, to a supplier or to DCC itself. An ordinary Incident; no cut-off waits for it (ruling A-01). */
import type { GroupId, Role } from '../../../../domain.ts';
import type { MessageType } from '../../../../messages/types.ts';
import { toTheEnd } from '../../completion.ts';
import { EVERY_GROUP, NOT_DA } from '../../groups.ts';
import type { MustNotSend, MustSend, Receiver, Timing } from '../../expectation.ts';
import { incidentOf } from '../../incidentSteps.ts';
import type { CatalogueRow, Conditions } from '../../row.ts';
import { authorisation, must, never, noFailedMacr, noFailure, untilFileSet } from '../../stages.ts';
import { answered, notBegun } from '../authorisation/rejected.ts';
import { USUAL } from '../common.ts';
import { NEXT_WEEK, SUCCESS_REPORTS } from '../files/shared.ts';

const DORMANT: Partial<Conditions> = { supply: ['Dormant', 'Dormant'] };
const week = (dayOffset: number, relation: 'notBefore' | 'notAfter', wallClock = '10:00'): readonly Timing[] =>
  [{ kind: 'calendar', anchor: 'migrationWeek', dayOffset, wallClock, relation }];

/** Not classified as relating to Migration; only who is affected is told through the SSI, and told when to go on. */
const ordinaryIncident = (section: '2.1.1' | '2.1.2', raisedBy: Role): readonly MustSend[] => [
  ...incidentOf(section, raisedBy, 'mcc', 'incident', { field: 'migration', is: false }).map((each) => (each.name === 'incident' ? { ...each, timing: [] } : each)),
  ...(section === '2.1.1' ? [must('e-mail', 'MEHRS 2.1.1', raisedBy, 'EMAIL', ['mcc'])] : []),
  must('told-to-resume', `MEHRS ${section}`, 'mcc', 'SSI_NOTIFICATION', ['supplier'], {
    where: [{ field: 'incident.section', is: section }, { field: 'state', is: 'Resolved' }], after: { of: 'resolved' },
  }),
];

interface HeldFile {
  readonly section: '2.1.1' | '2.1.2';
  readonly id: string;
  readonly title: string;
  readonly from: 'supplier' | 'mcc';
  readonly type: MessageType;
  readonly to: readonly Receiver[];
  readonly groups?: readonly GroupId[];
  readonly conditions?: Partial<Conditions>;
  readonly lines: readonly string[];
  readonly source?: string;
  /** Before or after its cut-off. */
  readonly when?: readonly Timing[];
  readonly more?: readonly MustSend[];
  /** What ends otherwise than well. */
  readonly refused?: 'MA511' | 'MA004';
}

const resumed = ({ section, from, type, to, when = [] }: HeldFile): readonly MustSend[] => [
  ...ordinaryIncident(section, from),
  must('submitted-late', `MEHRS ${section}`, from, type, to, { after: { of: 'resolved' }, timing: [{ kind: 'after', from: { of: 'resolved' }, atLeast: 0, atMost: 10 }, ...when] }),
];

const held = (file: HeldFile): CatalogueRow => {
  const { section, id, title, from, type, lines, source = `MEHRS ${section}`, groups = EVERY_GROUP, conditions = {}, more = [], refused } = file;
  const notMeanwhile: readonly MustNotSend[] = [never(`no ${type} meanwhile`, `MEHRS ${section}`, from, type, { after: { of: 'incident' }, before: { of: 'resolved' } })];
  return {
    ...USUAL, id, section, title, groups, lines, source, conditions: { ...USUAL.conditions, ...conditions }, detectedBy: from, level: 'file', cause: 'sharePoint-outage',
    incident: { kind: 'incident', raisedBy: from, assignedTo: 'mcc', managedBy: 'mcc', ssi: true },
    compensations: [{ what: 'file-resubmitted', by: from, clause: `MEHRS ${section}` }],
    notices: section === '2.1.1' ? [{ by: 'supplier', to: ['mcc'], what: 'e-mail that DCC SharePoint cannot be reached', clause: 'MEHRS 2.1.1' }] : [],
    ...(refused === undefined
      ? { kind: 'recovery', codes: [], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none' }
      : { kind: 'failure', codes: [{ code: refused, file: 'MAVR' }], reports: [{ report: 6, carries: refused }, { report: 10, carries: refused }], disposition: 'validation-rejected', supplierAction: NEXT_WEEK }),
    demands: (situation) => (refused === undefined
      ? { mustSend: [...resumed(file), ...more, ...untilFileSet(situation), ...toTheEnd(situation)], mustNotSend: [...noFailure, noFailedMacr, ...notMeanwhile] }
      : {
        mustSend: [...resumed(file), ...more, ...authorisation(situation).filter(({ name }) => name === 'ma-forwarded'), ...answered(refused, situation)],
        mustNotSend: [...notBegun.filter(({ type: each }) => each !== 'INCIDENT_RAISED'), ...notMeanwhile],
      }),
  };
};

const LINES_211 = ['135', '139', '146', '148', '150'];
const LINES_212 = ['152-154', '161', '163', '165'];
const published = must('commitment', 'Guide 4.5.2, 4.5.3; ruling A-01', 'mcc', 'MDC', ['supplier', 'bimi'], { after: { of: 'resolved' }, count: { min: 1, max: 2 } });

/** The reporting solution cannot hand its reports out: those of every period that has ended come once SharePoint is back. */
const reportsHeld: CatalogueRow = {
  ...USUAL, id: '2.1.2-reports', section: '2.1.2', title: 'Migration Reports wait for SharePoint, and all of them come', kind: 'recovery', groups: EVERY_GROUP, lines: [...LINES_212, '159'], source: 'MEHRS 2.1.2; Guide 4.5.7',
  detectedBy: 'bimi', level: 'file', cause: 'sharePoint-outage', incident: { kind: 'incident', raisedBy: 'bimi', assignedTo: 'mcc', managedBy: 'mcc', ssi: true },
  compensations: [{ what: 'file-resubmitted', by: 'bimi', clause: 'MEHRS 2.1.2' }], codes: [], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none',
  demands: (situation) => ({
    mustSend: [
      ...ordinaryIncident('2.1.2', 'bimi'), ...untilFileSet(situation),
      ...toTheEnd(situation).map((each) => (each.name === 'report-1' || each.name === 'report-6' ? { ...each, after: { of: 'resolved' }, timing: [{ kind: 'after' as const, from: { of: 'resolved' }, atLeast: 0, atMost: 10 }] } : each)),
    ],
    mustNotSend: [...noFailure, noFailedMacr, never('no report meanwhile', 'MEHRS 2.1.2', 'bimi', 'MRR', { after: { of: 'incident' }, before: { of: 'resolved' } })],
  }),
};

export const SHARE_POINT_ROWS: readonly CatalogueRow[] = [
  reportsHeld,
  held({
    section: '2.1.2', id: '2.1.2-upgrade-notice', title: 'A Dormant Meter notification of upgrades waits for SharePoint', from: 'mcc', type: 'UPGRADE_NOTICE', to: ['supplier'], lines: [...LINES_212, '157'], conditions: DORMANT,
    source: 'MEHRS 2.1.2, Guide 3.3.2',
  }),
  held({ section: '2.1.1', id: '2.1.1-forecast-in-time', title: 'An Indicative Migration Forecast waits for SharePoint', from: 'supplier', type: 'MIF', to: ['mcc'], lines: [...LINES_211, '141'] }),
  held({
    section: '2.1.1', id: '2.1.1-forecast-late', title: 'An Indicative Migration Forecast comes after its cut-off and is in no summary', from: 'supplier', type: 'MIF', to: ['mcc'], lines: [...LINES_211, '141'],
    source: 'MEHRS 2.1.1, Guide 4.4; ruling A-01',
  }),
  held({ section: '2.1.1', id: '2.1.1-demand-in-time', title: 'A Daily Migration Demand waits for SharePoint', from: 'supplier', type: 'DMD', to: ['mcc'], lines: [...LINES_211, '142'], when: week(-27, 'notAfter'), more: [published] }),
  held({
    section: '2.1.1', id: '2.1.1-demand-late', title: 'A Daily Migration Demand comes after its cut-off: the week before is committed against', from: 'supplier', type: 'DMD', to: ['mcc'], lines: [...LINES_211, '142'],
    when: week(-27, 'notBefore'), more: [published], source: 'MEHRS 2.1.1, Guide 4.5.2; ruling A-01',
  }),
  held({ section: '2.1.1', id: '2.1.1-authorisation-in-time', title: 'A Migration Authorisation waits for SharePoint', from: 'supplier', type: 'MA', to: ['mcc'], lines: [...LINES_211, '143'], when: week(-4, 'notAfter') }),
  held({
    section: '2.1.1', id: '2.1.1-authorisation-late-DA', title: 'A Migration Authorisation comes after its cut-off: DA refuses it', from: 'supplier', type: 'MA', to: ['mcc'], lines: [...LINES_211, '143'],
    groups: ['DA'], when: week(-4, 'notBefore'), refused: 'MA511', source: 'MEHRS 2.1.1, 2.3.2; rulings A-01, A-02',
  }),
  held({
    section: '2.1.1', id: '2.1.1-authorisation-late', title: 'A Migration Authorisation comes after its cut-off: it misses its Migration Week', from: 'supplier', type: 'MA', to: ['mcc'], lines: [...LINES_211, '143'],
    groups: NOT_DA, when: week(-4, 'notBefore'), refused: 'MA004', source: 'MEHRS 2.1.1, 2.3.2; rulings A-01, A-02',
  }),
  held({
    section: '2.1.1', id: '2.1.1-reply-in-time', title: 'A response to a Dormant Meter notification waits for SharePoint', from: 'supplier', type: 'MS_REPLY', to: ['mcc'], lines: [...LINES_211, '144'],
    conditions: DORMANT, when: week(-4, 'notAfter'),
  }),
  held({
    section: '2.1.1', id: '2.1.1-reply-late', title: 'A response to a Dormant Meter notification comes after its cut-off: DCC goes on without it', from: 'supplier', type: 'MS_REPLY', to: ['mcc'], lines: [...LINES_211, '144'],
    conditions: DORMANT, when: week(-4, 'notBefore'), source: 'MEHRS 2.1.1, Guide 3.3.3; ruling A-01',
  }),
  held({
    section: '2.1.2', id: '2.1.2-commitment', title: 'A Migration Demand Commitment comes after its deadline: the demand counts as met in full', from: 'mcc', type: 'MDC', to: ['supplier', 'bimi'], lines: [...LINES_212, '156'],
    when: week(-20, 'notBefore'), source: 'MEHRS 2.1.2, Guide 4.5.3; ruling A-01',
  }),
  held({
    section: '2.1.2', id: '2.1.2-schedule', title: 'A Dormant Meter notification for scheduling waits for SharePoint', from: 'mcc', type: 'MS', to: ['supplier', 'rp', 'bimi'], lines: [...LINES_212, '158'], conditions: DORMANT,
    when: week(-4, 'notAfter'),
  }),
  held({
    section: '2.1.2', id: '2.1.2-schedule-late', title: 'A Dormant Meter notification comes so late that the response misses its cut-off', from: 'mcc', type: 'MS', to: ['supplier', 'rp', 'bimi'], lines: [...LINES_212, '158'], conditions: DORMANT,
    more: [must('reply', 'Guide 3.3.3', 'supplier', 'MS_REPLY', ['mcc'], { after: { of: 'submitted-late' }, timing: week(-4, 'notBefore') })], source: 'MEHRS 2.1.2, Guide 3.3.3; ruling A-01',
  }),
];
