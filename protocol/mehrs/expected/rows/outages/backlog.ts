/** In which order a backlog is worked on: priority first where the Requesting Party makes Common Files and where Devices are commissioned, else as received (ruling A-24). */
import { toTheEnd } from '../../completion.ts';
import { EVERY_GROUP } from '../../groups.ts';
import type { Role } from '../../../../domain.ts';
import type { InOrder, MustSend, Traffic } from '../../expectation.ts';
import type { CatalogueRow, Situation } from '../../row.ts';
import { noFailedMacr, noFailure, untilFileSet } from '../../stages.ts';
import { USUAL, incident } from '../common.ts';
import { SUCCESS_REPORTS } from '../files/shared.ts';
import { onceResolved, outageIncident, retimedIfAny } from './shared.ts';

interface Backlog {
  readonly section: string;
  readonly party: Role;
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly source: string;
  readonly receipt: Traffic;
  readonly work: Traffic;
  readonly priorityFirst: boolean;
  /** How the Installation that is judged gets to the end; it is not the one with priority. */
  readonly journey: (situation: Situation) => readonly MustSend[];
}

const traffic = (from: Role, type: Traffic['type'], to: Role): Traffic => ({ from, type, to });

const ordered = ({ section, party, id, title, lines, source, receipt, work, priorityFirst, journey }: Backlog): CatalogueRow => ({
  ...USUAL, id, section, groups: EVERY_GROUP, title, kind: 'recovery', detectedBy: party, level: 'file', incident: incident(party, party), codes: [], reports: SUCCESS_REPORTS,
  disposition: 'commissioned', supplierAction: 'none', source, lines, cause: `${party}-outage-three-installations`,
  compensations: [{ what: 'backlog-processed', by: party, clause: `MEHRS ${section}` }],
  demands: (situation) => ({
    mustSend: [...outageIncident(section, party), ...journey(situation), ...toTheEnd(situation)],
    mustNotSend: [...noFailure, noFailedMacr],
    inOrder: [{ name: 'order of the backlog', clause: `MEHRS ${section}`, receipt, work, after: { of: 'resolved' }, priorityFirst } satisfies InOrder],
  }),
});

/** The day has begun when the Common File is made. */
const lateMcf = (situation: Situation): readonly MustSend[] =>
  retimedIfAny(untilFileSet(situation), { mcf: onceResolved(), mvf: [{ kind: 'after', from: { of: 'mcf' }, atLeast: 0 }], handover: [], certificate: [] });
const lateMvf = (situation: Situation): readonly MustSend[] => retimedIfAny(untilFileSet(situation), { mvf: [{ kind: 'after', from: { of: 'resolved' }, atLeast: 0, atMost: 60 }] });
const lateHandover = (situation: Situation): readonly MustSend[] => retimedIfAny(untilFileSet(situation), { handover: [], certificate: [] });

export const BACKLOG_ROWS: readonly CatalogueRow[] = [
  ordered({
    section: '2.4.1', party: 'rp', id: '2.4.1-backlog-priority', title: 'Three days of Installations are waiting: the one flagged as a priority is first in a Common File', lines: ['263'], source: 'MEHRS 2.4.1; ruling A-24',
    receipt: traffic('mcc', 'MA', 'rp'), work: traffic('rp', 'MCF', 's1sp'), priorityFirst: true, journey: lateMcf,
  }),
  ordered({
    section: '2.4.4', party: 'mcfvf', id: '2.4.4-backlog-order', title: 'Two Common Files are waiting: order of receipt, priority or not', lines: ['312'], source: 'MEHRS 2.4.4; ruling A-21',
    receipt: traffic('rp', 'MCF', 'mcfvf'), work: traffic('mcfvf', 'MVF', 'rp'), priorityFirst: false, journey: lateMvf,
  }),
  ordered({
    section: '2.5.1', party: 'rp', id: '2.5.1-backlog-order', title: 'Two validated sets are waiting: order of receipt, priority or not', lines: ['360'], source: 'MEHRS 2.5.1; ruling A-24',
    receipt: traffic('mcfvf', 'MVF', 'rp'), work: traffic('rp', 'HANDOVER_REQUEST', 'smso'), priorityFirst: false, journey: lateHandover,
  }),
  ordered({
    section: '2.5.5', party: 'rp', id: '2.5.5-backlog-order', title: 'Two validated sets are waiting for Group Files to be possible: order of receipt', lines: ['457'], source: 'MEHRS 2.5.5; ruling A-24',
    receipt: traffic('mcfvf', 'MVF', 'rp'), work: traffic('rp', 'MEF', 's1sp'), priorityFirst: false, journey: lateHandover,
  }),
  ordered({
    section: '2.7.1', party: 'cp', id: '2.7.1-backlog-priority', title: 'Three days of Installations are waiting to be commissioned: the one flagged as a priority is first', lines: ['805'], source: 'MEHRS 2.7.1, Guide 4.3.7; ruling A-24',
    receipt: traffic('s1sp', 'SCF', 'cp'), work: traffic('cp', 'COMMISSIONING_REQUEST', 'dsp'), priorityFirst: true, journey: untilFileSet,
  }),
];
