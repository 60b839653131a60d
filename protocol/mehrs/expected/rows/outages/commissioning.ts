/** MEHRS 2.7.1, 2.7.4, 2.7.6: the Commissioning Party, the DSP or the S1SP is down while Devices are commissioned. */
import { toTheEnd } from '../../completion.ts';
import { EVERY_GROUP } from '../../groups.ts';
import type { Role } from '../../../../domain.ts';
import type { MessageType } from '../../../../messages/types.ts';
import type { CatalogueRow } from '../../row.ts';
import { SOME, must, never, noFailedMacr, noFailure, untilFileSet } from '../../stages.ts';
import { USUAL, incident } from '../common.ts';
import { SUCCESS_REPORTS } from '../files/shared.ts';
import { heldUp, outageIncident } from './shared.ts';

interface Down {
  readonly section: '2.7.1' | '2.7.4' | '2.7.6';
  readonly party: Role;
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly held: readonly MessageType[];
  /** Requests have been answered before. */
  readonly begun?: boolean;
}

/** What only the inventory is asked for is answered by the DSP alone. */
const answeredBefore = must('answered-before', 'MEHRS 2.7.5', 'dsp', 'SERVICE_RESPONSE', ['cp'], { before: { of: 'incident' }, count: SOME });

/** Commissioning goes on where it stood, and the COF says nothing of it. */
const down = ({ section, party, id, title, lines, held, begun = false }: Down): CatalogueRow => ({
  ...USUAL, id, section, groups: EVERY_GROUP, title, kind: 'recovery', detectedBy: party, level: 'installation', incident: incident(party, party), codes: [], reports: SUCCESS_REPORTS,
  disposition: 'commissioned', supplierAction: 'none', source: `MEHRS ${section}`, lines, cause: `${party}-outage`,
  compensations: [{ what: 'backlog-processed', by: party, clause: `MEHRS ${section}` }],
  demands: (situation) => ({
    mustSend: [...untilFileSet(situation), ...outageIncident(section, party).map((each) => (each.name === 'incident' ? { ...each, after: { of: 'scf' } } : each)), ...toTheEnd(situation), ...(begun ? [answeredBefore] : [])],
    mustNotSend: [...noFailure, noFailedMacr, ...(begun || party === 's1sp' ? [] : [{ ...answeredBefore, name: 'nothing answered before' }]), ...heldUp(`MEHRS ${section}`, party, ...held), never('no COF while held up', `MEHRS ${section}`, 'cp', 'COF', { before: { of: 'resolved' } })],
  }),
});

export const COMMISSIONING_OUTAGE_ROWS: readonly CatalogueRow[] = [
  down({ section: '2.7.1', party: 'cp', id: '2.7.1-outage', title: 'The Commissioning Party cannot begin until its Incident is resolved', lines: ['799-805'], held: ['COMMISSIONING_REQUEST'] }),
  down({ section: '2.7.4', party: 'dsp', id: '2.7.4-outage', title: 'The DSP is down when the first Commissioning Request comes', lines: ['825-831'], held: ['SERVICE_RESPONSE', 'COUNTERSIGNED_REQUEST'] }),
  down({ section: '2.7.4', party: 'dsp', id: '2.7.4-outage-midway', title: 'The DSP goes down in the middle of the sequence', begun: true, lines: ['825-831'], held: ['SERVICE_RESPONSE', 'COUNTERSIGNED_REQUEST'] }),
  down({ section: '2.7.6', party: 's1sp', id: '2.7.6-outage', title: 'The S1SP is down when the first Countersigned Commissioning Request comes', lines: ['876-882'], held: ['S1SP_RESPONSE'] }),
  down({ section: '2.7.6', party: 's1sp', id: '2.7.6-outage-midway', title: 'The S1SP goes down in the middle of the sequence', begun: true, lines: ['876-882'], held: ['S1SP_RESPONSE'] }),
];
