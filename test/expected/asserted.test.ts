/**
 * What a record says is demanded, and what is demanded stands in the record: nobody reads in the catalogue what no run is held
 * to. What the laws of every run demand (Reports 2, 6 and 10 throughout, the care of Incidents) is tested in test/verdict/care.test.ts.
 */
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import type { MustNotSend, MustSend } from '../../protocol/mehrs/expected/expectation.ts';
import { situationOf, type CatalogueRow, type Compensation, type Notice } from '../../protocol/mehrs/expected/row.ts';
import type { GroupId } from '../../protocol/domain.ts';

const TYPES: Readonly<Record<string, readonly string[]>> = {
  SCF: ['SCF'], COF: ['COF'], MACR: ['MACR'], MAVR: ['MAVR'], MVF: ['MVF'], AUDIT: ['AUDIT'], Incident: ['INCIDENT_RAISED'], 'Service Response': ['SERVICE_RESPONSE'],
  'S1SP Alert': ['S1SP_RESPONSE', 'SERVICE_RESPONSE'], 'CHF response': ['CHF_RESPONSE'],
};
const NOTICES: readonly string[] = ['OUTAGE_NOTICE', 'MCC_INSTRUCTION', 'MA_SIGNATURE_REJECTED', 'EMAIL', 'NO_REATTEMPT', 'FAULTY_DEVICE', 'DORMANT_DECISION', 'SERVICE_REQUEST'];
const RESUBMITTED: readonly string[] = ['MCF', 'MGF', 'MEF', 'SCF', 'COF', 'MA', 'MIF', 'DMD', 'MS_REPLY', 'MDC', 'MS', 'MRR', 'UPGRADE_NOTICE'];

/** Which step Report 2 has, and which answers Report 10, the laws demand of every run; Report 8 is told by four numbers. */
const BY_LAW: readonly number[] = [2, 8, 10];

const asks = ({ where = [] }: MustSend | MustNotSend, value: string | number | boolean): boolean => where.some((test) => ('is' in test && test.is === value) || ('holds' in test && test.holds === value)
  || ('oneOf' in test && test.oneOf.includes(value)) || ('includes' in test && Object.values(test.includes).includes(value)));
const asksForStep = ({ where = [] }: MustSend): boolean => where.some((test) => test.field.includes('failedStepNumber') && (('filled' in test && test.filled) || 'is' in test));
const reportOf = ({ where = [] }: MustSend): number => where.flatMap((test) => (test.field === 'report' && 'is' in test ? [Number(test.is)] : []))[0] ?? 0;

const seen: Readonly<Record<Compensation['what'], (each: MustSend) => boolean>> = {
  'sim-back': (each) => each.type === 'SIM_REQUEST' && asks(each, 'smso'), 'account-back': (each) => each.type === 'SIM_REQUEST' && asks(each, 'smso'),
  'certificates-back': (each) => each.type === 'WAN_COMMAND' && asks(each, 'replaceCertificate') && each.from.includes('s1sp'),
  'keys-deleted': ({ type }) => type === 'KEY_DISCARD' || type === 'KEY_DISCARDED', 'new-mcf': ({ name }) => name === 'mcf-2',
  'file-resubmitted': ({ type, after }) => RESUBMITTED.includes(type) && after !== undefined,
  // What is worked off is whatever the row's stages demand after the Incident.
  'backlog-processed': ({ after }) => after !== undefined,
};
/** The record names roles; which of two suppliers is told, the Active one (MEHRS 4.2), is the demand's. */
const isTold = (mustSend: readonly MustSend[], { by, to }: Notice): boolean => mustSend.some(({ type, from, receivers }) =>
  NOTICES.includes(type) && from.includes(by) && to.every((each) => [...receivers.exactly, ...(receivers.also ?? [])].some((told) => told === each || told.startsWith(`${each}.`))));

const unasserted = (row: CatalogueRow, groupId: GroupId): readonly string[] => {
  const { mustSend, mustNotSend } = row.demands(situationOf(row, groupId));
  const some = (test: (each: MustSend) => boolean): boolean => mustSend.some(test);
  const raisers = new Set(mustSend.filter(({ type }) => type === 'INCIDENT_RAISED').flatMap(({ from }) => from));
  const { incident } = row;
  const recorded = new Set([...(incident.raisedBy === null || incident.kind !== 'incident' ? [] : [incident.raisedBy]), ...(incident.alsoRaisedBy ?? [])]);
  const ofGroup = (row.compensations ?? []).filter(({ groups }) => groups === undefined || groups.includes(groupId));
  return [
    ...row.codes.filter(({ code, file }) => !some((each) => (TYPES[file] ?? []).includes(each.type) && (code === '*' ? asksForStep(each) : asks(each, code)))).map(({ code, file }) => `${code} in the ${file}`),
    ...row.reports.filter(({ report, carries }) => !some((each) => reportOf(each) === report && (BY_LAW.includes(report) || carries === 'Installation' || asks(each, carries))))
      .map(({ report, carries }) => `Report ${report} with ${carries}`),
    ...mustSend.filter((each) => each.type === 'MRR' && !row.reports.some(({ report }) => report === reportOf(each))).map((each) => `Report ${reportOf(each)} is not in the record`),
    ...[...raisers].filter((each) => !recorded.has(each)).map((each) => `an Incident of ${each} that is not in the record`),
    ...[...recorded].filter((each) => !raisers.has(each)).map((each) => `an Incident of ${each}`),
    ...(recorded.size > 0 && incident.ssi && !some(({ type }) => type === 'SSI_NOTIFICATION') ? ['users told through the SSI'] : []),
    ...(incident.kind === 'none' && !mustNotSend.some(({ type }) => type === 'INCIDENT_RAISED') ? ['that there is no Incident'] : []),
    ...ofGroup.filter(({ what }) => !some(seen[what])).map(({ what }) => what),
    ...ofGroup.filter(({ what, waives }) => what === 'new-mcf' && waives === undefined).map(() => 'what the new Common File waives'),
    ...(some(seen['sim-back']) && !ofGroup.some(({ what }) => what === (groupId === 'DA' ? 'account-back' : 'sim-back')) ? ['SIM or account back is not in the record'] : []),
    ...(some(seen['certificates-back']) && !ofGroup.some(({ what }) => what === 'certificates-back') ? ['certificates back are not in the record'] : []),
    ...(some(seen['new-mcf']) && !ofGroup.some(({ what }) => what === 'new-mcf') ? ['a new Common File is not in the record'] : []),
    ...(some((each) => each.type === 'SCF' && asks(each, 'Failure')) && !row.codes.some(({ file }) => file === 'SCF') ? ['a failed SCF is not in the record'] : []),
    ...(row.notices ?? []).filter((each) => each.optional !== true && !isTold(mustSend, each)).map(({ what }) => `notice: ${what}`),
    ...(row.retries ?? []).filter(({ attempts }) => !some(({ timing = [], count }) => timing.some(({ kind }) => kind === 'ladder') || count === attempts)).map(({ what }) => `attempts: ${what}`),
    ...(row.masterless === null || (some(({ name }) => name === row.masterless?.from) && some(({ name }) => name === row.masterless?.to)) ? [] : ['the interval without a master']),
  ];
};

describe('the record of a row and what is demanded of a run agree', () => {
  for (const row of CATALOGUE) it.each(row.groups)(`${row.id} %s`, (groupId) => expect(unasserted(row, groupId)).toEqual([]));
});
