/**
 * MEHRS 4.1 and 4.2: an Installation with a Dormant Meter has failed. The Migration Control Centre weighs the reason, the attempts and
 * what the SMSO may do; a suitable one is migrated in a subsequent Migration Week, the others are left (ruling A-42).
 */
import type { GroupId } from '../../../../domain.ts';
import { failedCompletion, failedStep, notCommissioned, toTheEnd } from '../../completion.ts';
import type { MustSend, Receiver } from '../../expectation.ts';
import { EVERY_GROUP, FOC } from '../../groups.ts';
import { incidentOf } from '../../incidentSteps.ts';
import { COMPENSATIONS } from '../../rollback.ts';
import type { CatalogueRow, Conditions, Situation } from '../../row.ts';
import { SOME, SUPPLIED, anyStep, authorisation, failure, handOver, must, never, noIncident, report, row, step, untilFileSet } from '../../stages.ts';
import { NO_INCIDENT, USUAL, incidentBefore } from '../common.ts';
import { AFTER_WEEK, KEPT } from '../files/shared.ts';

interface Section {
  readonly section: '4.1' | '4.2';
  readonly conditions: Partial<Conditions>;
  readonly lines: readonly string[];
  /** Whom the Migration Control Centre lets know: the SMSO, and the Active Supplier it liaises with. */
  readonly told: readonly Receiver[];
  readonly who: string;
  readonly again: string;
}
const DORMANT: Section = {
  section: '4.1', conditions: { supply: ['Dormant', 'Dormant'] }, lines: ['1051-1059'], told: ['smso'], who: 'A Dormant Installation',
  again: 'DCC authorises it for a subsequent Migration Week, with a Migration Schedule before',
};
/** Electricity Active, gas Dormant: `supplier` is both of them, and only the Active one is liaised with. */
const MIXED: Section = {
  section: '4.2', conditions: { supply: ['Active', 'Dormant'], sameSupplier: false }, lines: ['1063-1076'], told: ['smso', 'supplier.active'], who: 'An Installation with an Active and a Dormant Meter',
  again: 'the Active Supplier authorises it again for a subsequent Migration Week',
};

const SILENT = 'MA112';
const ET01 = '12.9.1.ET01';
/** Table 5.25, emulator profile: the address of the hub. */
const ADDRESS = 'X5.25-04';
const SERVICE_REQUEST = { kind: 'serviceRequest', raisedBy: 'mcc', assignedTo: 'rp', managedBy: 'mcc', ssi: false } as const;
const NOT_FOC: readonly GroupId[] = ['AA', 'BA', 'CA', 'CB', 'DA'];
const clause = ({ section }: Section): string => `MEHRS ${section}`;

const decided = (name: string, of: Section, decision: 'rescheduled' | 'notRescheduled', attempts: number, after: string, code = SILENT): MustSend =>
  must(name, clause(of), 'mcc', 'DORMANT_DECISION', of.told, {
    after: { of: after }, where: [{ field: 'decision', is: decision }, { field: 'attempts', is: attempts }, { field: 'reasonCode', is: code }],
  });

/** The hub is silent when the attempt begins: MA112, and Reports 6 tell the Responsible Suppliers (ruling A-58). */
const firstFails = (of: Section, code = SILENT): readonly MustSend[] => [
  ...failedCompletion(clause(of), code, 'first').map((each) => ({ ...each, name: `${each.name}-1`, count: { min: 1, max: 2 }, ...(each.name === 'macr' ? {} : { after: { of: 'macr-1' } }) })),
  must('triage', clause(of), 'mcc', 'DORMANT_TRIAGE', ['smso'], { after: { of: 'macr-1' }, where: [{ field: 'attempts', is: 1 }, { field: 'reasonCode', is: code }, { field: 'action', filled: true }] }),
];
const firstAuthorised: MustSend = must('first', 'MEHRS 2.3.2', 'rp', 'MAVR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.result', is: 'Accepted' }], count: { min: 1, max: 2 } });

/** The stages of an attempt that begins after another has failed: nothing of the first is meant, and it has a week of its own. */
const second = (stages: readonly MustSend[], begins: string): readonly MustSend[] => stages.map(({ before, ...each }) => ({
  ...each,
  ...(before === undefined || each.name === 'mcf' ? {} : { before }),
  ...(each.name === 'ma' ? { after: { of: begins } } : ['ma-forwarded', 'mavr', 'mcf'].includes(each.name) ? { after: { of: 'ma' } } : each.name === 'mvf' ? { after: { of: 'mcf' } } : {}),
  timing: (each.timing ?? []).filter(({ kind }) => kind !== 'calendar'),
}));

/** The same where the first attempt went as far as the home: whatever comes again is meant after the second authorisation. */
const inLaterWeek = (stages: readonly MustSend[]): readonly MustSend[] => second(stages, 'rescheduled').map((each) => ({ ...each, after: each.after ?? { of: 'ma' } }));

/** The hub is the DCC's already: the next authorisation carries the waiver of the group, and nothing is handed over again (ruling A-26). */
const withoutHandOver = (stages: readonly MustSend[], situation: Situation): readonly MustSend[] => {
  const names = handOver(situation).map(({ name }) => name);
  return stages.filter(({ name }) => !names.includes(name)).map((each) => (each.after === undefined || !names.includes(each.after.of) ? each : { ...each, after: { of: 'mvf' } }));
};

/** Dormant Suppliers are told before, as for every Migration Schedule (Guide 3.3.3). */
const noticed = (of: Section): readonly MustSend[] => (of.section === '4.1' ? [must('schedule', 'Guide 3.3.3', 'mcc', 'MS', ['supplier', 'rp', 'bimi'], { after: { of: 'rescheduled' } })] : []);

const shared = (of: Section) => ({
  ...USUAL, section: of.section, groups: EVERY_GROUP, detectedBy: 'mcc', level: 'installation', incident: NO_INCIDENT, lines: of.lines, conditions: { ...USUAL.conditions, ...of.conditions },
  source: `MEHRS ${of.section}; rulings A-42, A-58`,
  notices: [{ by: 'mcc', to: (of.section === '4.2' ? ['supplier', 'smso'] : ['smso']) as readonly Receiver[], what: 'what the Migration Control Centre has decided', clause: clause(of) }],
} as const);

/** What the first attempt leaves behind, told apart from the second by what came before its decision. */
const firstRolledBack = ({ groupId }: Situation): readonly MustSend[] => [
  must('scf-1', 'MEHRS 2.6.2 (3)', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], { where: [failure, step(ET01)] }),
  must('sim-back-1', 'MEHRS 2.6.2 (1)', 's1sp', 'SIM_REQUEST', ['csp'], { where: [{ field: 'master', is: 'smso' }], count: SOME }),
  ...(FOC.includes(groupId) ? [must('certificate-back-1', 'MEHRS 2.6.6 (4)', 's1sp', 'WAN_COMMAND', ['csp'], { where: [{ field: 'kind', is: 'replaceCertificate' }], count: SOME })] : []),
  must('discarded-1', 'MEHRS 2.6.6', 'dco', 'KEY_DISCARDED', ['s1sp'], { where: [{ field: 'result', is: 'done' }] }),
];

const rowsOf = (of: Section): readonly CatalogueRow[] => [
  {
    ...shared(of), id: `${of.section}-rescheduled`, kind: 'recovery', title: `${of.who} fails, the SMSO mends it, and it is migrated in a later week`,
    cause: 'the hub is silent when the migration is to begin; the SMSO brings it back', codes: [{ code: SILENT, file: 'MACR' }],
    reports: [{ report: 6, carries: SILENT }, { report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned',
    supplierAction: of.section === '4.1' ? 'none: DCC authorises it again' : 'the Active Supplier authorises it for the week that the Migration Control Centre has found',
    demands: (situation: Situation) => ({
      mustSend: [
        firstAuthorised, ...firstFails(of), decided('rescheduled', of, 'rescheduled', 1, 'triage'), ...noticed(of),
        ...second([...untilFileSet(situation), ...toTheEnd(situation)], 'rescheduled'),
      ],
      mustNotSend: [noIncident, never('not left alone', clause(of), 'mcc', 'DORMANT_DECISION', { where: [{ field: 'decision', is: 'notRescheduled' }] })],
    }),
  },
  {
    ...shared(of), id: `${of.section}-not-rescheduled`, kind: 'failure', title: `${of.who} fails again for the same reason and is left`,
    cause: 'the hub is silent when the migration is to begin, in the later week too', codes: [{ code: SILENT, file: 'MACR' }], reports: [{ report: 6, carries: SILENT }],
    disposition: 'not-rescheduled', supplierAction: 'none; the reports say what failed',
    demands: (situation: Situation) => ({
      mustSend: [
        firstAuthorised, ...firstFails(of), decided('rescheduled', of, 'rescheduled', 1, 'triage'), ...noticed(of),
        ...second(authorisation(situation), 'rescheduled'),
        ...failedCompletion(clause(of), SILENT, 'mavr'),
        decided('left', of, 'notRescheduled', 2, 'macr'),
      ],
      mustNotSend: [...notCommissioned, noIncident, never('no third attempt', clause(of), ['mcc', 'supplier'], 'MA', { after: { of: 'left' } })],
    }),
  },
  ...([['', ['AA', 'BA', 'CA', 'CB']], ['-FOC', FOC]] as const).map(([suffix, groups]): CatalogueRow => ({
    ...shared(of), id: `${of.section}-after-rollback${suffix}`, kind: 'recovery', groups, title: `${of.who} is given back to the SMSO, which has contact again, and is migrated in a later week`,
    cause: `the hub is out of coverage for ${suffix === '' ? '60' : '200'} hours once it is the DCC's`,
    codes: [{ code: ET01, file: 'SCF' }, { code: 'MA115', file: 'MACR' }], compensations: COMPENSATIONS('MEHRS 2.6.2', groups),
    reports: [{ report: 2, carries: ET01 }, { report: 6, carries: 'MA115' }, { report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: of.again,
    demands: (situation: Situation) => ({
      mustSend: [
        firstAuthorised, ...firstRolledBack(situation), failedStep(clause(of), 'scf-1', ET01), ...firstFails(of, 'MA115'), decided('rescheduled', of, 'rescheduled', 1, 'triage', 'MA115'), ...noticed(of),
        ...inLaterWeek([...untilFileSet(situation), ...toTheEnd(situation)]),
      ],
      mustNotSend: [noIncident, never('not left alone', clause(of), 'mcc', 'DORMANT_DECISION', { where: [{ field: 'decision', is: 'notRescheduled' }] })],
    }),
  })),
  {
    ...shared(of), id: `${of.section}-corrected-too-late`, kind: 'recovery', groups: KEPT, title: `${of.who} fails Table 5.25, and the Migration Week ends before that is corrected: weighed then, and migrated in a later week`,
    cause: 'the SMSO has a wrong IP address; it is put right after the Migration Week', detectedBy: 's1sp', incident: SERVICE_REQUEST, codes: [{ code: ADDRESS, file: 'SCF' }, { code: 'MA115', file: 'MACR' }],
    reports: [{ report: 2, carries: ADDRESS }, { report: 6, carries: 'MA115' }, { report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: of.again,
    source: `MEHRS ${of.section}, 2.5.9; rulings A-26, A-29, A-42, A-58`,
    demands: (situation: Situation) => ({
      mustSend: [
        firstAuthorised, must('scf-1', 'MEHRS 2.5.9', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], { where: [failure, step(ADDRESS)] }), failedStep(clause(of), 'scf-1', ADDRESS),
        must('service-request', 'MEHRS 2.5.9', 'mcc', 'SERVICE_REQUEST_RAISED', ['rp'], { where: [{ field: 'section', is: '2.5.9' }, { field: 'failed', is: ADDRESS }] }),
        must('service-request-resolved', 'MEHRS 2.5.9', 'rp', 'SERVICE_REQUEST_RESOLVED', ['mcc'], { after: { of: 'service-request' }, timing: AFTER_WEEK }),
        ...firstFails(of, 'MA115').map((each) => (each.name === 'triage' ? { ...each, after: { of: 'service-request-resolved' } } : each)),
        decided('rescheduled', of, 'rescheduled', 1, 'triage', 'MA115'), ...noticed(of), ...inLaterWeek(withoutHandOver([...untilFileSet(situation), ...toTheEnd(situation)], situation)),
      ],
      mustNotSend: [
        noIncident, never('not left alone', clause(of), 'mcc', 'DORMANT_DECISION', { where: [{ field: 'decision', is: 'notRescheduled' }] }),
        never('no second hand-over', 'ruling A-26', 'rp', 'HANDOVER_REQUEST', { after: { of: 'rescheduled' } }),
      ],
    }),
  },
  ...([['', NOT_FOC, 'MA122'], ['-FOC', FOC, '']] as const).map(([suffix, groups, code]): CatalogueRow => ({
    ...shared(of), id: `${of.section}-commissioning-failed${suffix}`, kind: 'failure', groups, title: `${of.who} is migrated and cannot be commissioned: there is nothing the SMSO could do`,
    cause: 'somebody has made the hub a SMETS2 device in the SMI, and nobody corrects it', detectedBy: 'dsp', incident: incidentBefore('2.7.5', 'cp', 'cp'),
    codes: [{ code: '*', file: 'COF' }, ...(code === '' ? [] : [{ code, file: 'MACR' }])], reports: [{ report: 2, carries: '*' }, { report: 6, carries: code === '' ? 'Failure' : code }],
    ...(code === '' ? { excludes: ['MA122'] } : {}),
    disposition: 'not-rescheduled', supplierAction: 'consider replacing the Installation', source: `MEHRS ${of.section}, 2.7.5; rulings A-41, A-42, A-58`,
    demands: (situation: Situation) => ({
      mustSend: [
        ...authorisation(situation),
        ...incidentOf('2.7.5', 'cp', 'cp', 'refused', null), must('refused', 'MEHRS 2.7.5', 'dsp', 'SERVICE_RESPONSE', ['cp'], { where: [{ field: 'responseCode', noneOf: ['I0', 'I99'] }], count: SOME }),
        // The Responsible Suppliers hear of it through the COF and Reports 2 and 6 (ruling A-58).
        must('cof', 'MEHRS 2.7.5', 'cp', 'COF', ['rp', 'supplier', 'bimi'], { where: [failure, anyStep], count: SOME }), failedStep('MEHRS 2.7.5', 'cof', null),
        must('macr', clause(of), 'rp', 'MACR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.completionStatus', is: 'Failure' }, { field: 'entry.reasonCode', is: code }], after: { of: 'cof' } }),
        must('report-6', clause(of), 'bimi', 'MRR', SUPPLIED, { where: [report(6), row(code === '' ? 'Failure' : code)], after: { of: 'macr' }, count: SOME }),
        decided('left', of, 'notRescheduled', 1, 'macr', code),
      ],
      mustNotSend: [
        never('nothing asked of the SMSO', clause(of), 'mcc', 'DORMANT_TRIAGE'), never('no second attempt', clause(of), ['mcc', 'supplier'], 'MA', { after: { of: 'left' } }),
        never('no successful MACR', clause(of), 'rp', 'MACR', { where: [{ field: 'entry.completionStatus', is: 'Success' }] }),
        never('not in Report 1', 'Guide 4.5.6.2', 'bimi', 'MRR', { where: [report(1)] }),
      ],
    }),
  })),
];

export const DORMANT_ROWS: readonly CatalogueRow[] = [...rowsOf(DORMANT), ...rowsOf(MIXED)];
