/**
 * MEHRS 4.1 and 4.2: an Installation with a Dormant Meter has failed. The Migration Control Centre weighs the reason, the attempts and
 * what the SMSO may do; a suitable one is migrated in a subsequent Migration Week, the others are left (ruling A-42).
 */
import { failedCompletion, notCommissioned, toTheEnd } from '../../completion.ts';
import type { MustSend, Receiver } from '../../expectation.ts';
import { EVERY_GROUP } from '../../groups.ts';
import type { CatalogueRow, Conditions, Situation } from '../../row.ts';
import { authorisation, must, never, noIncident, untilFileSet } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';

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
  section: '4.2', conditions: { supply: ['Active', 'Dormant'], sameSupplier: false }, lines: ['1063-1076'], told: ['smso'], who: 'An Installation with an Active and a Dormant Meter',
  again: 'the Active Supplier authorises it again for a subsequent Migration Week',
};

const SILENT = 'MA112';
const clause = ({ section }: Section): string => `MEHRS ${section}`;

const decided = (name: string, of: Section, decision: 'rescheduled' | 'notRescheduled', attempts: number, after: string): MustSend =>
  must(name, clause(of), 'mcc', 'DORMANT_DECISION', of.told, {
    ...(of.section === '4.2' ? { also: ['supplier'] as const } : {}), after: { of: after }, where: [{ field: 'decision', is: decision }, { field: 'attempts', is: attempts }, { field: 'reasonCode', is: SILENT }],
  });

/** The hub is silent when the attempt begins: MA112, and Reports 6 tell the Responsible Suppliers (ruling A-58). */
const firstFails = (of: Section): readonly MustSend[] => [
  ...failedCompletion(clause(of), SILENT, 'first').map((each) => ({ ...each, name: `${each.name}-1`, count: { min: 1, max: 2 }, ...(each.name === 'macr' ? {} : { after: { of: 'macr-1' } }) })),
  must('triage', clause(of), 'mcc', 'DORMANT_TRIAGE', ['smso'], { after: { of: 'macr-1' }, where: [{ field: 'attempts', is: 1 }, { field: 'reasonCode', is: SILENT }, { field: 'action', filled: true }] }),
];
const firstAuthorised: MustSend = must('first', 'MEHRS 2.3.2', 'rp', 'MAVR', [], { also: ['mcc', 'bimi'], where: [{ field: 'entry.result', is: 'Accepted' }], count: { min: 1, max: 2 } });

/** The stages of an attempt that begins after another has failed: nothing of the first is meant, and it has a week of its own. */
const second = (stages: readonly MustSend[], begins: string): readonly MustSend[] => stages.map(({ before, ...each }) => ({
  ...each,
  ...(before === undefined || each.name === 'mcf' ? {} : { before }),
  ...(each.name === 'ma' ? { after: { of: begins } } : ['ma-forwarded', 'mavr', 'mcf'].includes(each.name) ? { after: { of: 'ma' } } : each.name === 'mvf' ? { after: { of: 'mcf' } } : {}),
  timing: (each.timing ?? []).filter(({ kind }) => kind !== 'calendar'),
}));

/** Dormant Suppliers are told before, as for every Migration Schedule (Guide 3.3.3). */
const noticed = (of: Section): readonly MustSend[] => (of.section === '4.1' ? [must('schedule', 'Guide 3.3.3', 'mcc', 'MS', ['supplier', 'rp', 'bimi'], { after: { of: 'rescheduled' } })] : []);

const shared = (of: Section) => ({
  ...USUAL, section: of.section, groups: EVERY_GROUP, detectedBy: 'mcc', level: 'installation', incident: NO_INCIDENT, lines: of.lines, conditions: { ...USUAL.conditions, ...of.conditions },
  source: `MEHRS ${of.section}; rulings A-42, A-58`,
  notices: [{ by: 'mcc', to: (of.section === '4.2' ? ['supplier', 'smso'] : ['smso']) as readonly Receiver[], what: 'what the Migration Control Centre has decided', clause: clause(of) }],
} as const);

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
];

export const DORMANT_ROWS: readonly CatalogueRow[] = [...rowsOf(DORMANT), ...rowsOf(MIXED)];
