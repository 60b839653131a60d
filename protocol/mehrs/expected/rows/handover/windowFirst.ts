/** MEHRS 2.5.3 CB, 2.5.2.1: the attempts of 3.2 and 3.4 are not over when the S1SP could not have its Required File Set in time any more. */
import type { GroupId } from '../../../../domain.ts';
import { failedCompletion, notCommissioned, noSuccessfulScf, reportedAuthorisation } from '../../completion.ts';
import type { FieldTest } from '../../expectation.ts';
import type { CatalogueRow } from '../../row.ts';
import { incidentBefore } from '../common.ts';
import { windowMissed } from '../files/shared.ts';
import { outageIncident } from '../outages/shared.ts';
import { OF_ONE, must, never, onlyCode, staysWithSmso, untilMvf } from './shared.ts';

interface WindowFirst {
  readonly id: string;
  readonly section: string;
  readonly groups: readonly GroupId[];
  readonly code: 'MA120' | 'MA114';
  readonly method: 'apn' | 'certificate';
  /** Minutes of the attempts that there is time for, from the first. */
  readonly offsets: readonly number[];
  readonly lines: readonly string[];
  readonly begun: string;
}

const windowFirst = ({ id, section, groups, code, method, offsets, lines, begun }: WindowFirst): CatalogueRow => {
  const asked: FieldTest = { field: 'method', is: method };
  const clause = `MEHRS ${section}`;
  return {
    ...OF_ONE, id, section, groups, kind: 'failure', title: `Begun at ${begun}, the attempts are cut short by the file set window: ${code}`, lines, incident: incidentBefore('2.5.1', 'rp', 'rp'),
    codes: [{ code: '*', file: 'SCF' }, { code, file: 'MACR' }], reports: [{ report: 2, carries: '*' }, { report: 6, carries: code }], candidates: [code, 'MA115', 'MA101'], disposition: 'not-migrated',
    supplierAction: 'schedule the Installation into a later Migration Week', source: `${clause}, Table A.1 ${code}; TMAD 5.24; rulings A-17, A-19, A-64`,
    cause: 'the Requesting Party could not trigger Migration before; then the hub is out of coverage',
    retries: [{ what: method === 'apn' ? 'SIM to the APN "elster"' : 'certificate on the Communications Hub', clause, attempts: offsets.length, lastAtMinutes: offsets.at(-1) ?? 0, givenUpAtMinutes: null }],
    demands: (situation) => ({
      mustSend: [
        ...untilMvf(situation), ...outageIncident('2.5.1', 'rp'),
        must('attempts', clause, 'rp', 'HANDOVER_REQUEST', ['smso'], { where: [asked], after: { of: 'resolved' }, count: offsets.length, timing: [{ kind: 'ladder', offsets }, { kind: 'after', from: { of: 'mvf' }, atMost: 24 * 60 }] }),
        ...windowMissed(situation), ...failedCompletion(clause, code, 'attempts'), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...staysWithSmso, ...notCommissioned, noSuccessfulScf, onlyCode(code), never('no attempt for another method', clause, 'rp', 'HANDOVER_REQUEST', { where: [{ field: 'method', isNot: method }] })],
    }),
  };
};

export const WINDOW_FIRST_ROWS: readonly CatalogueRow[] = [
  windowFirst({
    id: '2.5.3-CB-window-first', section: '2.5.3', groups: ['CB'], code: 'MA120', method: 'apn', offsets: [0, 20, 40, 60, 80, 100, 120, 140, 160], lines: ['412-414', '1147'], begun: '15:00',
  }),
  windowFirst({ id: '2.5.2.1-EA-window-first', section: '2.5.2.1', groups: ['EA'], code: 'MA114', method: 'certificate', offsets: [0, 5], lines: ['388-396', '1138'], begun: '17:45' }),
  windowFirst({ id: '2.5.2.1-EB-window-first', section: '2.5.2.1', groups: ['EB'], code: 'MA114', method: 'certificate', offsets: [0], lines: ['388-396', '1138'], begun: '17:30' }),
];
