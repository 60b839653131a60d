/**
 * MEHRS 2.5.9 CB, EA and EB: the Migration Control Centre raises a Service Request on the Requesting Party, which corrects the
 * data and puts the Installation into a new Common File with the waiver of its group. The failure is in the next Completion
 * Response all the same; what the new Common File comes to is said in a later one (ruling A-26, decision D-130).
 */
import type { GroupId } from '../../../../domain.ts';
import { notCommissioned, noSuccessfulScf, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import type { FieldTest, MustNotSend, MustSend, Timing } from '../../expectation.ts';
import { FOC } from '../../groups.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { DISTRIBUTED, SUPPLIED, failure, must, never, noIncident, report, row, step, untilFileSet } from '../../stages.ts';
import { USUAL } from '../common.ts';
import { FILE_SET_CHECKS, filesOf, type FileSetCheck } from './fileSetChecks.ts';
import { AFTER_WEEK, NEXT_WEEK, SUCCESS_REPORTS, WITHIN_WEEK, newSet, onlyCode, staysWithDcc, waivedBy } from './shared.ts';

const ABOUT: FieldTest = { field: 'serviceRequest.section', is: '2.5.9' };
const clauseFor = (groups: readonly GroupId[]): string => `MEHRS 2.5.9 ${groups.includes('CB') ? 'CB' : 'EA, EB'}`;

/** Raised on the Requesting Party in time with the failure, and resolved by it. @param count how often, where the data stays wrong. */
const serviceRequest = (clause: string, check: FileSetCheck, resolvedWhen: readonly Timing[], count = 1): readonly MustSend[] => [
  must('service-request', clause, 'mcc', 'SERVICE_REQUEST_RAISED', ['rp'], {
    where: [{ field: 'section', is: '2.5.9' }, { field: 'raisedBy', is: 'mcc' }, { field: 'assignedTo', is: 'rp' }, { field: 'managedBy', is: 'mcc' }, { field: 'failed', is: check }],
    after: { of: 'mef' }, count,
  }),
  must('service-request-resolved', clause, 'rp', 'SERVICE_REQUEST_RESOLVED', ['mcc'], { where: [ABOUT], after: { of: 'service-request' }, timing: resolvedWhen, count }),
];

/** In the Commissioning File, in Report 2, and as MA115 in the next Completion Response. */
const reported = ({ commissioner }: Situation, check: FileSetCheck, times = 1): readonly MustSend[] => [
  must('scf-failed', 'MEHRS 2.5.9', 's1sp', 'SCF', ['rp', commissioner, 'bimi'], { where: [failure, step(check), { field: 'entry.rollbackRequired', isNot: true }], after: { of: 'mef' }, count: times }),
  must('macr-failed', 'MEHRS 2.5.9', 'rp', 'MACR', [], {
    also: ['mcc', 'bimi'], where: [{ field: 'entry.completionStatus', is: 'Failure' }, { field: 'entry.reasonCode', is: 'MA115' }], after: { of: 'scf-failed' }, count: times,
    ...(times === 1 ? { timing: [{ kind: 'after' as const, from: { of: 'scf-failed' }, atMost: 24 * 60 }] } : {}),
  }),
  must('report-2', 'MEHRS 2.5.9', 'bimi', 'MRR', DISTRIBUTED, { where: [report(2), row(check)], after: { of: 'scf-failed' }, count: times }),
  must('report-6-failed', 'MEHRS 2.5.9', 'bimi', 'MRR', SUPPLIED, { where: [report(6), row('MA115')], after: { of: 'macr-failed' }, count: times }),
];

const meanwhile = (clause: string): readonly MustNotSend[] => [
  noIncident, ...staysWithDcc(clause), onlyCode(['MA115']), never('nothing is processed meanwhile', 'MEHRS 2.5.9', 's1sp', 'VIABILITY_REQUEST', { before: { of: 'service-request-resolved' } }),
  never('no new Common File before it is resolved', clause, 'rp', 'MCF', { after: { of: 'mvf' }, before: { of: 'service-request-resolved' } }),
];

interface End {
  readonly check: FileSetCheck;
  readonly groups: readonly GroupId[];
  readonly end: string;
  readonly commissioner?: 'cp' | 'supplier';
}

const base = ({ check, groups, end, commissioner = 'cp' }: End) => ({
  ...USUAL, id: `2.5.9-${check}-${end}`, section: '2.5.9', groups, detectedBy: 's1sp', level: 'installation', conditions: { ...USUAL.conditions, commissioner },
  incident: { kind: 'serviceRequest', raisedBy: 'mcc', assignedTo: 'rp', managedBy: 'mcc', ssi: false }, codes: [{ code: check, file: 'SCF' }, { code: 'MA115', file: 'MACR' }], cause: FILE_SET_CHECKS[check],
  source: `${clauseFor(groups)}; rulings A-26, A-29`, lines: ['548', ...(groups.includes('CB') ? ['550-554'] : ['560-562']), '564-569', ...(commissioner === 'supplier' ? ['571'] : [])],
  whenNotCommissionedByDcc: ['supplier', 'rp'],
} as const satisfies Partial<CatalogueRow>);
const FAILED = (check: FileSetCheck): CatalogueRow['reports'] => [{ report: 2, carries: check }, { report: 6, carries: 'MA115' }];

const corrected = (of: End): CatalogueRow => {
  const clause = clauseFor(of.groups);
  return {
    ...base(of), title: `An Installation fails Table 5.25: ${FILE_SET_CHECKS[of.check]}; corrected, and in a new MCF with the waiver of the group`, kind: 'recovery',
    reports: [...FAILED(of.check), ...SUCCESS_REPORTS], disposition: 'commissioned', supplierAction: 'none', compensations: [{ what: 'new-mcf', by: 'rp', clause, waives: waivedBy(of.groups[0] ?? 'CB') }],
    demands: (situation) => ({
      mustSend: [
        ...filesOf(of.check, situation), ...reported(situation, of.check), ...serviceRequest(clause, of.check, WITHIN_WEEK), ...newSet(clause, situation, 'service-request-resolved'), ...toTheEnd(situation, 'mcf-2'),
      ],
      mustNotSend: meanwhile(clause),
    }),
  };
};

/** Report 6 has told the failure, so the supplier has authorised it for the next week by the time it is migrated after all: the SMSO has no such meter any more (decision D-272). */
const correctedAndAuthorised = (groups: readonly GroupId[], suffix: string): CatalogueRow => {
  const whole = corrected({ check: 'X5.25-04', groups, end: `corrected${suffix}-authorised-again` });
  const [first, again] = [['ma', 'ma-forwarded'], 'MEHRS 2.3.2 Table 1'] as const;
  return {
    ...whole, title: `${whole.title}; authorised again meanwhile, which is refused`, codes: [...whole.codes, { code: 'MA001', file: 'MAVR' }], reports: [...whole.reports, { report: 6, carries: 'MA001' }],
    source: `${whole.source}; Table 1`, lines: [...whole.lines, '201'],
    demands: (situation) => {
      const { mustSend, mustNotSend } = whole.demands(situation);
      return {
        mustSend: [
          ...mustSend.map((each) => (first.some((name) => name === each.name) ? { ...each, before: { of: 'mcf' } } : each)),
          must('ma-2', 'MEHRS 2.5.9', 'supplier', 'MA', ['mcc'], { after: { of: 'macr-failed' } }),
          must('mavr-2', again, 'rp', 'MAVR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.result', is: 'Rejected' }, { field: 'entry.reasonCode', is: 'MA001' }], after: { of: 'ma-2' } }),
          must('report-6-refused', again, 'bimi', 'MRR', SUPPLIED, { where: [report(6), row('MA001')], after: { of: 'mavr-2' } }),
        ],
        mustNotSend: [...mustNotSend, never('no third Common File', again, 'rp', 'MCF', { after: { of: 'mavr-2' } }), never('no third authorisation', 'MEHRS 2.3.2', 'supplier', 'MA', { after: { of: 'mavr-2' } })],
      };
    },
  };
};

/** The Migration Week ends first: the failure has been reported, and a later authorisation has the waiver too (ruling A-26). */
const expired = (of: End): CatalogueRow => {
  const clause = clauseFor(of.groups);
  return {
    ...base(of), title: `An Installation fails Table 5.25: ${FILE_SET_CHECKS[of.check]}; corrected after the Migration Week`, kind: 'failure', reports: FAILED(of.check), disposition: 'not-migrated',
    supplierAction: NEXT_WEEK,
    demands: (situation) => ({
      mustSend: [
        ...filesOf(of.check, situation), ...reported(situation, of.check), ...serviceRequest(clause, of.check, AFTER_WEEK),
        must('service-request-update', clause, 'rp', 'SERVICE_REQUEST_UPDATE', ['mcc'], { where: [ABOUT], after: { of: 'service-request' }, before: { of: 'service-request-resolved' } }),
        ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...meanwhile(clause), ...notCommissioned, noSuccessfulScf, never('no new Common File', clause, 'rp', 'MCF', { after: { of: 'mvf' } })],
    }),
  };
};

/** The data stays wrong: each new Common File fails as the first one did, until the authorisation has run out (ruling A-26). */
const notCorrected = (of: End, attempts: number): CatalogueRow => {
  const clause = clauseFor(of.groups);
  return {
    ...base(of), title: `An Installation fails Table 5.25: ${FILE_SET_CHECKS[of.check]}; not corrected, and so again`, kind: 'failure', reports: FAILED(of.check), disposition: 'not-migrated',
    supplierAction: NEXT_WEEK, compensations: [{ what: 'new-mcf', by: 'rp', clause, waives: waivedBy(of.groups[0] ?? 'CB') }],
    demands: (situation) => ({
      mustSend: [
        ...filesOf(of.check, situation), ...reported(situation, of.check, attempts), ...serviceRequest(clause, of.check, [], attempts),
        ...newSet(clause, situation, 'service-request-resolved').map((each) => (each.name === 'mcf-2' ? { ...each, count: attempts - 1 } : { ...each, timing: [] })), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...meanwhile(clause), ...notCommissioned, noSuccessfulScf, never('nothing of it is ever processed', 'MEHRS 2.5.9', 's1sp', 'VIABILITY_REQUEST')],
    }),
  };
};

/** EA and EB leave out certificate and SIM, and nothing else: a hub unheard for seven days stops them (rulings ). */
const silent: CatalogueRow = {
  ...base({ check: 'X5.25-04', groups: FOC, end: 'silent-foc' }), title: 'EA, EB: 5.12(c) is carried out for the new Common File too, and the hub has been silent', kind: 'failure',
  codes: [{ code: 'X5.25-04', file: 'SCF' }, { code: 'MA115', file: 'MACR' }, { code: 'MA112', file: 'MACR' }], reports: [...FAILED('X5.25-04'), { report: 6, carries: 'MA112' }], disposition: 'not-migrated',
  compensations: [{ what: 'new-mcf', by: 'rp', clause: 'MEHRS 2.5.9 EA, EB', waives: waivedBy('EA') }],
  supplierAction: NEXT_WEEK, cause: `${FILE_SET_CHECKS['X5.25-04']}; then the hub is not heard for seven days`,
  demands: (situation) => ({
    mustSend: [
      ...untilFileSet(situation), ...reported(situation, 'X5.25-04'), ...serviceRequest('MEHRS 2.5.9 EA, EB', 'X5.25-04', WITHIN_WEEK),
      ...newSet('MEHRS 2.5.9 EA, EB', situation, 'service-request-resolved').filter(({ name }) => name === 'mcf-2' || name === 'mvf-2'),
      must('macr', 'MEHRS 2.5.4 b)', 'rp', 'MACR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.completionStatus', is: 'Failure' }, { field: 'entry.reasonCode', is: 'MA112' }], after: { of: 'mvf-2' } }),
      must('report-6', 'MEHRS 2.5.4', 'bimi', 'MRR', SUPPLIED, { where: [report(6), row('MA112')], after: { of: 'macr' } }), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [
      ...meanwhile('MEHRS 2.5.9 EA, EB').filter(({ name }) => name !== 'no other reason code'), onlyCode(['MA115', 'MA112']), ...notCommissioned, noSuccessfulScf,
      ...(['MGF', 'MEF'] as const).map((type) => never(`no ${type} of the new set`, 'MEHRS 2.5.4 b)', 'rp', type, { after: { of: 'mvf-2' } })),
    ],
  }),
};

/** In a set that it is not in: there is nothing to resubmit, and its own migration goes on. */
const ofAnotherSet = (groups: readonly GroupId[], end: string): CatalogueRow => ({
  ...base({ check: 'X5.25-01', groups, end }), title: 'An Installation fails Table 5.25 in a set that it is not in: a Service Request, and its own migration goes on', kind: 'recovery',
  codes: [{ code: 'X5.25-01', file: 'SCF' }], reports: SUCCESS_REPORTS, disposition: 'commissioned', supplierAction: 'none',
  demands: (situation) => ({
    mustSend: [
      must('scf-failed', 'MEHRS 2.5.9', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], { where: [failure, step('X5.25-01')] }),
      ...serviceRequest(clauseFor(groups), 'X5.25-01', WITHIN_WEEK).map((each) => (each.name === 'service-request' ? { ...each, after: { of: 'mavr' } } : each)),
      ...untilFileSet(situation), ...toTheEnd(situation),
    ],
    mustNotSend: [noIncident, never('it is in one Common File only', 'MEHRS 2.5.9', 'rp', 'MCF', { after: { of: 'mvf' } }), onlyCode([])],
  }),
});

const everyEnd = (groups: readonly GroupId[], suffix: string): readonly CatalogueRow[] => [
  ofAnotherSet(groups, `elsewhere${suffix}`),
  ...(['X5.25-02', 'X5.25-03', 'X5.25-04', 'X5.25-05', 'X5.25-06'] as const).map((check) => corrected({ check, groups, end: `corrected${suffix}` })),
  corrected({ check: 'X5.25-04', groups, end: `corrected${suffix}-supplier`, commissioner: 'supplier' }),
  correctedAndAuthorised(groups, suffix),
  expired({ check: 'X5.25-04', groups, end: `ma-expired${suffix}` }), expired({ check: 'X5.25-04', groups, end: `ma-expired${suffix}-supplier`, commissioner: 'supplier' }),
  notCorrected({ check: 'X5.25-04', groups, end: `not-corrected${suffix}` }, 3),
];

export const SERVICE_REQUEST_ROWS: readonly CatalogueRow[] = [...everyEnd(['CB'], ''), ...everyEnd(FOC, '-foc'), silent];
