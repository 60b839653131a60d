/**
 * The verdict on one run for one Installation: the row's own expectations, the laws, and what holds of every run. It knows
 * the messages and the documents (`protocol/mehrs/expected`), never the parties.
 */
import { address, type Installation, type Supply } from '../../protocol/domain.ts';
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import { situationOf, type CatalogueRow } from '../../protocol/mehrs/expected/row.ts';
import type { Content } from './content.ts';
import { sights, toFacts } from './facts.ts';
import type { Fact } from './facts.ts';
import { textAt } from './fields.ts';
import { judgeMust, judgeMustNot } from './interpret.ts';
import { commonFiles } from './laws/commonFiles.ts';
import { disposition, knownIncidents } from './laws/disposition.ts';
import { dualControl } from './laws/dualControl.ts';
import { echoes } from './laws/echoes.ts';
import { expiry } from './laws/expiry.ts';
import { identities } from './laws/identities.ts';
import { oneMaster } from './laws/oneMaster.ts';
import { planning } from './laws/planning.ts';
import { reasonCodes } from './laws/reasonCodes.ts';
import { reportContents } from './laws/reportContents.ts';
import { reports } from './laws/reports.ts';
import { requests } from './laws/requests.ts';
import { standing } from './laws/standing.ts';
import { summaries } from './laws/summaries.ts';
import { Matches } from './matches.ts';
import { readMessage } from './reader.ts';
import type { Reader } from './reader.ts';
import { alerts } from './steps/alerts.ts';
import { answers } from './steps/answers.ts';
import { backlog } from './steps/backlog.ts';
import { authors, counters, headers, readable, responseCopies, routes, scfCopies } from './steps/files.ts';
import { homes } from './steps/homes.ts';
import { incidentCare } from './steps/incidentCare.ts';
import { incidents } from './steps/incidents.ts';
import { missed } from './steps/missed.ts';
import { once } from './steps/once.ts';
import { profile } from './steps/profile.ts';
import { serviceRequests } from './steps/serviceRequests.ts';
import { stopped } from './steps/stopped.ts';
import { judgeOrder } from './order.ts';
import { overall } from './verdict.ts';
import type { Finding, Observed, Verdict } from './verdict.ts';
import type { Law } from './world.ts';

const ON_EVERY_RUN: readonly Law[] = [
  disposition, knownIncidents, oneMaster, dualControl, reasonCodes, reports, reportContents, summaries, incidents, incidentCare, serviceRequests, stopped, routes, scfCopies, responseCopies, headers,
  authors, counters, readable, once, answers, backlog, missed, alerts, homes, profile, planning, commonFiles, expiry, standing, echoes, identities, requests,
];

const supplies = ({ electricity, gas }: Installation): readonly Supply[] => [electricity, ...(gas === undefined ? [] : [gas])];

/** Of the Installation's first MCF; where none was ever made, what its authorisation asks for: a day, or the Monday of the week. */
const migrationDayOf = (facts: readonly Fact[], subject: Installation): string | undefined => {
  const first = (type: string): Content | undefined => facts.flatMap((each) => (each.type === type ? sights(each, subject) : []))[0]?.content;
  const [mcf, ma] = [first('MCF'), first('MA')];
  if (mcf !== undefined) return textAt(mcf, 'header.migrationDay');
  return ma === undefined ? undefined : textAt(ma, 'entry.migrateOn') || textAt(ma, 'entry.migrationWeek') || undefined;
};

/** Why the row does not speak about this run; empty when it does. */
const outside = ({ conditions, groups, ruleSets }: CatalogueRow, subject: Installation, { ruleSet, estate }: Observed, facts: readonly Fact[]): readonly string[] => {
  const each = supplies(subject);
  const header = facts.find((fact) => fact.type === 'MCF' && sights(fact, subject).length > 0)?.content;
  const flag = header === undefined ? undefined : textAt(header, 'header.toBeCommissionedByDCC');
  const versions = each.map(({ supplier }) => estate.parties.find((party) => party.signifier === supplier)?.duisVersion ?? 0);
  const supply = each.map(({ active }) => (active ? 'Active' : 'Dormant')).join('/');
  return [
    groups.includes(subject.groupId) ? '' : `Group ID ${subject.groupId}`,
    ruleSets.includes(ruleSet) ? '' : `rule set ${ruleSet}`,
    (subject.gas === undefined ? 'electricity' : 'dual') === conditions.fuel ? '' : 'another fuel',
    supply === conditions.supply.join('/') ? '' : supply,
    (new Set(each.map(({ supplier }) => supplier)).size === 1) === conditions.sameSupplier ? '' : 'another number of suppliers',
    versions.every((version) => version >= conditions.duisVersion) ? '' : 'a lower DUIS version',
    flag === undefined || (flag === 'true') === (conditions.commissioner === 'cp') ? '' : 'another commissioner',
  ].filter((reason) => reason !== '');
};

/**
 * @param row a row or its id; the run's own `expectedRowId` when absent.
 * @throws RangeError when there is no such row or the subject is not in the estate.
 */
export const judge = (observed: Observed, row: string | CatalogueRow | undefined = observed.expectedRowId, read: Reader = readMessage): Verdict => {
  if (row === undefined) throw new RangeError('no row to judge by');
  const expected = typeof row === 'string' ? rowById(row) : row;
  const subject = observed.estate.installations.find((each) => each.id === observed.subject);
  if (subject === undefined) throw new RangeError(`no Installation ${observed.subject} in the estate`);
  const facts = toFacts(observed.messages, read);
  const reasons = outside(expected, subject, observed, facts);
  if (reasons.length > 0) {
    const finding: Finding = { expectation: 'conditions of the row', clause: expected.source, result: 'inconclusive', detail: `not such a run: ${reasons.join(', ')}` };
    return { result: 'inconclusive', rowId: expected.id, findings: [finding] };
  }
  const { mustSend, mustNotSend, inOrder = [] } = expected.demands(situationOf(expected, subject.groupId, observed.ruleSet));
  const matches = new Matches(facts, subject, mustSend);
  const parties = observed.estate.parties.map(({ role, signifier }) => address(role, signifier));
  const scene = { matches, parties, migrationDay: migrationDayOf(facts, subject), horizonTo: observed.horizon.to };
  const witness = { observed, facts, row: expected, subject, matches };
  const findings = [
    ...mustSend.map((each) => judgeMust(each, scene)),
    ...mustNotSend.map((each) => judgeMustNot(each, scene)),
    ...inOrder.map((each) => judgeOrder(each, facts, observed.estate.installations, scene)),
    ...ON_EVERY_RUN.flatMap((law) => law(witness)),
  ];
  return { result: overall(findings), rowId: expected.id, findings };
};
