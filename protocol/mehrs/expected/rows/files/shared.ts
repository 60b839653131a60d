/** What the sections about files that fail share: several detectors, who stops, the ends in time and too late. */
import type { GroupId, Role } from '../../../../domain.ts';
import { failedCompletion, failedStep } from '../../completion.ts';
import type { FieldTest, MustNotSend, MustSend, Timing } from '../../expectation.ts';
import { incidentOf } from '../../incidentSteps.ts';
import type { CatalogueRow, Compensation, Situation } from '../../row.ts';
import { DISTRIBUTED, anyStep, failure, must, never, report } from '../../stages.ts';
import { USUAL, incident } from '../common.ts';

/** TMAD 5.18, 5.24: minutes from the MVF until the Required File Set has to be whole. */
export const WINDOW = 24 * 60;
export const IN_WINDOW: readonly Timing[] = [{ kind: 'after', from: { of: 'mvf' }, atMost: WINDOW }];
export const AFTER_WINDOW: readonly Timing[] = [{ kind: 'after', from: { of: 'mvf' }, atLeast: WINDOW }];
export const AFTER_WEEK: readonly Timing[] = [{ kind: 'calendar', anchor: 'migrationWeek', dayOffset: 7, wallClock: '00:00', relation: 'notBefore' }];
export const WITHIN_WEEK: readonly Timing[] = [{ kind: 'calendar', anchor: 'migrationWeek', dayOffset: 7, wallClock: '00:00', relation: 'notAfter' }];

export const KEPT: readonly GroupId[] = ['CB', 'EA', 'EB'];

export const SUCCESS_REPORTS = [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }] as const;

/** One Incident per party that refuses the file, each named after its raiser from the second on. */
export const incidentsOf = (
  section: string, raisers: readonly Role[], assignedTo: Role, after: string, failed: FieldTest, resolvedWhen: readonly Timing[] = [],
): readonly MustSend[] => raisers.flatMap((raiser, index) => {
  const raisedBy: FieldTest = { field: 'incident.raisedBy', is: raiser };
  const suffix = index === 0 ? '' : `-${raiser}`;
  return incidentOf(section, raiser, assignedTo, after, failed, resolvedWhen).map((each) => ({
    ...each, name: `${each.name}${suffix}`, where: [...(each.where ?? []), raisedBy],
    ...(each.after === undefined ? {} : { after: { of: `${each.after.of}${suffix}` } }),
  }));
});

/** The copies of these cannot be read. */
export const withoutReceivers = (each: MustSend, roles: readonly Role[]): MustSend =>
  ({ ...each, receivers: { ...each.receivers, exactly: each.receivers.exactly.filter((receiver) => !(roles as readonly string[]).includes(receiver)) } });

const WORK = { s1sp: ['VIABILITY_REQUEST', 'KEY_REQUEST', 'WAN_COMMAND'], dco: ['KEY_RESPONSE'], cp: ['COMMISSIONING_REQUEST'], mcfvf: ['MVF'], rp: ['HANDOVER_REQUEST', 'MGF', 'MEF'] } as const;
/** Who has refused the file does not work on the Installation until it has it anew. */
export const stopped = (clause: string, raisers: readonly Role[], until: string | null): readonly MustNotSend[] => raisers.flatMap((raiser, index) =>
  (WORK[raiser as keyof typeof WORK] ?? []).map((type) => never(`${raiser} stopped: no ${type}`, clause, raiser, type, {
    after: { of: index === 0 ? 'incident' : `incident-${raiser}` }, ...(until === null ? {} : { before: { of: until } }),
  })));

/** At the end of the window the S1SP reports the Installation as failed (ruling A-19), to whoever was to commission it too (Table 7); which step is not printed. */
export const windowMissed = ({ commissioner }: Pick<Situation, 'commissioner'>): readonly MustSend[] => [
  must('scf-expired', 'TMAD 5.24 as MEHRS 2.5.7 quotes it', 's1sp', 'SCF', ['rp', commissioner, 'bimi'], {
    where: [failure, anyStep], timing: [{ kind: 'after', from: { of: 'mvf' }, atLeast: WINDOW, atMost: WINDOW + 60 }],
  }),
  failedStep('MEHRS A.1', 'scf-expired', null),
];

/** The S1SP gives the SIM, or for DA the account, back to the SMSO, which gets in touch (MEHRS 2.5.8 DA; rulings ). */
export const givenBack = (clause: string, after: string): readonly MustSend[] => [
  must('given-back', clause, 's1sp', 'SIM_REQUEST', ['csp'], { where: [{ field: 'master', is: 'smso' }], after: { of: after } }),
  must('back', clause, 'csp', 'SIM_RESPONSE', ['s1sp'], { where: [{ field: 'master', is: 'smso' }, { field: 'result', is: 'done' }], after: { of: after } }),
  must('rollback-notice', 'Guide Table 5 step 17', 's1sp', 'ROLLBACK_NOTICE', ['smso'], { after: { of: after } }),
  must('contact', 'MEHRS 2.6.6', 'smso', 'SMSO_CONTACT', ['rp'], { where: [{ field: 'contact', is: 'restored' }], after: { of: after } }),
];

/** The same where the supplier was to commission: it gets every Common File and the failed Commissioning File in the Commissioning Party's place, and hears no COF. */
export const bySupplier = (row: CatalogueRow): CatalogueRow =>
  ({ ...row, id: `${row.id}-supplier`, title: `${row.title}; the supplier was to commission`, whenNotCommissionedByDcc: ['supplier', 'rp'], conditions: { ...row.conditions, commissioner: 'supplier' } });

export const expiredCompletion = (clause: string, after: string): readonly MustSend[] => failedCompletion(clause, 'MA101', after, AFTER_WEEK);

export const onlyCode = (codes: readonly string[]): MustNotSend => never('no other reason code', 'ruling A-17', 'rp', 'MACR', {
  where: [{ field: 'entry.completionStatus', is: 'Failure' }, { field: 'entry.reasonCode', noneOf: codes }],
});

/** What is given back: the SIM, or for DA the account. */
export const givesBackTo = (groups: readonly GroupId[], clause: string): readonly Compensation[] => {
  const others = groups.filter((each) => each !== 'DA');
  return [
    ...(others.length === 0 ? [] : [{ what: 'sim-back' as const, by: 's1sp' as const, clause, ...(others.length === groups.length ? {} : { groups: others }) }]),
    ...(others.length === groups.length ? [] : [{ what: 'account-back' as const, by: 's1sp' as const, clause, ...(others.length === 0 ? {} : { groups: ['DA'] as const }) }]),
  ];
};
const WAIVES: Partial<Record<GroupId, string>> = { CB: '5.12(c)', EA: 'certificate replacement and SIM migration', EB: 'certificate replacement and SIM migration' };
export const waivedBy = (groupId: GroupId): readonly string[] => [WAIVES[groupId] ?? 'nothing'];
/** A new Common File after hand-over, with the waiver of each group. */
export const newMcfWaiving = (groups: readonly GroupId[], clause: string): readonly Compensation[] => [...new Set(groups.map((each) => WAIVES[each] ?? ''))].map((waived) =>
  ({ what: 'new-mcf', by: 'rp', clause, waives: waived === '' ? [] : [waived], groups: groups.filter((each) => (WAIVES[each] ?? '') === waived) }));

/** A new Common File under the same authorisation, validated, with Group Files of its own and no second hand-over (ruling A-26). */
export const newSet = (clause: string, { groupId, commissioner }: Pick<Situation, 'groupId' | 'commissioner'>, after: string, mgf = groupId !== 'DA'): readonly MustSend[] => [
  must('mcf-2', clause, 'rp', 'MCF', ['s1sp', 'dco', 'mcfvf', commissioner, 'bimi'], {
    also: ['dsp'], after: { of: after },
    where: [{ field: 'header.migrationSetId', differsFrom: { of: 'mcf' } }, { field: 'control.counter', above: { of: 'mcf' } }], timing: WITHIN_WEEK,
  }),
  must('mvf-2', 'MEHRS 2.4.6', 'mcfvf', 'MVF', ['rp', 's1sp', 'dco', 'bimi'], {
    after: { of: 'mcf-2' }, where: [{ field: 'entry.failure', filled: false }], forEach: { of: 'mcf-2', sameField: 'header.migrationSetId' },
  }),
  ...(mgf ? [must('mgf-2', clause, 'rp', 'MGF', ['s1sp', 'bimi'], {
    after: { of: 'mvf-2' }, forEach: { of: 'mcf-2', sameField: 'header.migrationSetId' }, timing: [{ kind: 'after', from: { of: 'mvf-2' }, atLeast: 0, atMost: WINDOW }],
  })] : []),
  must('mef-2', clause, ['rp', 's1sp'], 'MEF', ['s1sp', 'dco', 'bimi'], {
    after: { of: 'mvf-2' }, forEach: { of: 'mcf-2', sameField: 'header.migrationSetId' }, timing: [{ kind: 'after', from: { of: 'mvf-2' }, atLeast: 0, atMost: WINDOW }],
  }),
];
/** It stays with the DCC: nothing is handed over again and nothing is given back (ruling A-29). */
export const staysWithDcc = (clause: string): readonly MustNotSend[] => [
  never('no second hand-over', clause, 'rp', 'HANDOVER_REQUEST', { after: { of: 'handed-over' } }),
  never('the SIM stays with DCC', 'ruling A-29', ['s1sp', 'smso'], 'SIM_REQUEST', { after: { of: 'handed-over' } }),
];

/** A row of a file section: an Incident, raised by its first detector, assigned to who has to put it right. */
export const fileRow = (section: string, detectors: readonly Role[], assignedTo: Role, rest: Omit<CatalogueRow, 'section' | 'level' | 'detectedBy' | 'incident' | keyof typeof USUAL> & Partial<Pick<CatalogueRow, keyof typeof USUAL>>): CatalogueRow => ({
  ...USUAL, section, level: 'file', detectedBy: detectors[0] ?? null, incident: incident(detectors[0] ?? 'mcc', assignedTo, detectors.slice(1)), ...rest,
});

/** Reports 2 and 6 of a failure after hand-over. */
export const failedReports = (code: string): CatalogueRow['reports'] => [{ report: 2, carries: '*' }, { report: 6, carries: code }];
export const inReport2 = (after: string): MustSend => must('report-2', 'MEHRS A.1', 'bimi', 'MRR', DISTRIBUTED, { where: [report(2)], after: { of: after } });
export const NEXT_WEEK = 'schedule the Installation into a later Migration Week';
