/** DCC's reporting solution: a copy of every file in, Migration Reporting Regime reports out (Guide 4.5.7, Table 7). */
import { GROUP_IDS, address, type Address } from '../../protocol/domain.ts';
import type { ReferenceData } from '../../protocol/checks/records.ts';
import { decodeMa, decodeMacr, decodeMavr } from '../../protocol/files/csv.ts';
import { decodeDemand } from '../../protocol/files/demand.ts';
import { decodeMaPackage } from '../../protocol/files/maPackage.ts';
import { parseMaFileName } from '../../protocol/files/maFileName.ts';
import { FileError } from '../../protocol/files/errors.ts';
import { parsePlanningFileName } from '../../protocol/files/planningFileName.ts';
import { decodeSchedule } from '../../protocol/files/schedule.ts';
import type { McfInstallation, MigrationFile, MigrationHeader } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { XmlFileType } from '../../protocol/messages/types.ts';
import { factsOfMa } from '../../protocol/reports/demandFacts.ts';
import { DCC, factsOfCof, factsOfMacr, factsOfMavr, factsOfScf, type ReportFact } from '../../protocol/reports/facts.ts';
import type { InstallationIdentity } from '../../protocol/reports/identity.ts';
import { factsOfProgress } from '../../protocol/reports/progressFacts.ts';
import { computeReport, encodeReport, isEntitled, type Period, type Recipient, type ReportNumber } from '../../protocol/reports/report.ts';
import { addDays, londonDate } from '../../protocol/time.ts';
import { defined } from '../../protocol/defined.ts';
import { BIMI_MACHINES } from '../../machines/bimi.ts';
import { readFile, type FileTables } from '../shared/files.ts';
import { askFor, isDown, loseSystem, outageRenderings, resume, type Held, type OutageTables } from '../shared/outages.ts';
import { endingNow, sinceThen, untilEnd, type PeriodKey } from './periods.ts';
import { Refusal, type Context, type InternalEvent, type Party, type Rendered } from '../runtime/party.ts';

export interface BimiTables extends FileTables, OutageTables {
  reference: ReferenceData;
  /** By the order in which they were learnt. */
  facts: ReportFact;
  /** The first period whose reports wait for SharePoint, by kind. */
  late: Period;
  /** installationId by MPAN or MPRN, from the MCFs. */
  byMpxn: string;
  /** By installationId, from the MCFs. */
  installations: { readonly entry: McfInstallation; readonly header: MigrationHeader };
}
type Bimi = Context<BimiTables>;

/** Reports by period: six-hourly ones, those of the Migration Day, those of the Migration Week (Guide 4.2, MEHRS 2.2.1, MRR). */
const PERIODS = { sixHourly: [1, 2, 3, 10], day: [4, 5, 6], week: [7, 8, 9] } as const satisfies Readonly<Record<PeriodKey, readonly ReportNumber[]>>;
const SHARE_POINT = 'sharePoint';
const REPORTED_WEEKS = 4;

const learn = (facts: readonly ReportFact[], { store }: Bimi): readonly InternalEvent[] => {
  for (const fact of facts) store.put('facts', String(store.next('fact')), fact);
  return facts.length === 0 ? [] : Object.keys(PERIODS).map((key) => ({ machine: 'bimi.period', key, event: { type: 'ITEM' } }));
};

const identity = (mpan: string | undefined, mprn: string | undefined, { store }: Bimi): InstallationIdentity => {
  const { registration } = store.need('reference', 'all');
  const electricity = registration[mpan ?? ''];
  const gas = registration[mprn ?? ''];
  const installationId = store.get('byMpxn', mpan ?? '') ?? store.get('byMpxn', mprn ?? '');
  return {
    ...(installationId === undefined ? {} : { installationId, groupId: store.need('installations', installationId).header.groupId }),
    ...(mpan === undefined || mpan === '' ? {} : { mpan }), ...(mprn === undefined || mprn === '' ? {} : { mprn }),
    ...defined({ electricitySupplier: electricity?.supplier, electricityDistributor: electricity?.networkOperator }),
    ...defined({ gasSupplier: gas?.supplier, gasTransporter: gas?.networkOperator }),
  };
};

const ofInstallation = (context: Bimi) => (installationId: string): InstallationIdentity => {
  const known = context.store.get('installations', installationId);
  if (known === undefined) throw new Refusal(`${installationId} is in no Migration Common File`);
  const { entry, header } = known;
  return { ...identity(entry.mpan, entry.mprn, context), installationId, groupId: header.groupId };
};

const authorisingParty = (maFileName: string, { store }: Bimi): string =>
  store.need('reference', 'all').parties.find(({ entityId }) => entityId === parseMaFileName(maFileName).sender)?.signifier ?? DCC;

/** Nothing can be reported of an Installation that no Common File names (MEHRS 2.7.3). */
const ofKnown = (file: MigrationFile, { store }: Bimi): MigrationFile =>
  ({ ...file, installations: (file.installations as readonly { readonly installationId: string }[]).filter(({ installationId }) => store.get('installations', installationId) !== undefined) }) as MigrationFile;

/** A file that cannot be verified is kept and tells nothing: whoever acts on it has an Incident raised about it. */
const readCopy = (type: XmlFileType) => (envelope: Envelope, context: Bimi): readonly InternalEvent[] => {
  const read = readFile<MigrationFile>(envelope, type, context, GROUP_IDS, true);
  if (!read.ok) return [{ machine: 'bimi.library', key: envelope.key, event: { type: 'FILED' } }];
  const { file } = read.file.type === 'MCF' ? read : { file: ofKnown(read.file, context) };
  if (file.type === 'MCF') for (const entry of file.installations) {
    context.store.put('installations', entry.installationId, { entry, header: file.header });
    for (const mpxn of [entry.mpan, entry.mprn]) if (mpxn !== undefined) context.store.put('byMpxn', mpxn, entry.installationId);
  }
  if (file.type === 'SCF') return learn(factsOfScf(file, context.now, ofInstallation(context)), context);
  if (file.type === 'COF') return learn(factsOfCof(file, context.now, ofInstallation(context)), context);
  if (file.type !== 'AUDIT') return learn(factsOfProgress(file, context.now, ofInstallation(context)), context);
  return [{ machine: 'bimi.library', key: envelope.key, event: { type: 'FILED' } }];
};

const recipients = ({ store, directory }: Bimi): readonly { readonly at: Address; readonly recipient: Recipient }[] => {
  const { parties, registration } = store.need('reference', 'all');
  const distributors = new Set(Object.values(registration).filter(({ fuel }) => fuel === 'electricity').map(({ networkOperator }) => networkOperator));
  return [
    { at: address('mcc'), recipient: { kind: 'mcc' } },
    ...parties.flatMap(({ signifier, role }): { at: Address; recipient: Recipient }[] => {
      const at = directory.addressOfSignifier(signifier);
      if (at === undefined || (role === 'networkOperator' && !distributors.has(signifier))) return [];
      return [{ at, recipient: { kind: role === 'supplier' ? 'supplier' : 'electricityDistributor', signifier } }];
    }),
  ];
};

/** The MA counts as received even where its rows cannot be read: then nobody can say for which week (Report 8). */
const readMa = (envelope: Envelope, context: Bimi): readonly InternalEvent[] => {
  const { fileName, csv } = decodeMaPackage(envelope.body);
  try {
    return learn(factsOfMa(fileName, decodeMa(csv), authorisingParty(fileName, context), context.now), context);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return [{ machine: 'bimi.library', key: envelope.key, event: { type: 'FILED' } }];
  }
};

const readCommitment = ({ key, body }: Envelope, context: Bimi): readonly InternalEvent[] => {
  const { signifier: authorisingParty, date: migrationWeek } = parsePlanningFileName(key, 'DC');
  return learn(decodeDemand(body, migrationWeek).map(({ migrationDay, distributor, installations }) =>
    ({ kind: 'MDC', at: context.now, authorisingParty, migrationWeek, day: migrationDay, distributor, committed: installations })), context);
};

/** Report 8 is about weeks that have ended: one with authorisations or commitments that has not is a reason for a report next Monday. */
const nextWeek = (facts: readonly ReportFact[], now: number): readonly InternalEvent[] => {
  const from = londonDate(now);
  const to = addDays(from, 7 * REPORTED_WEEKS);
  const open = facts.some((fact) => (fact.kind === 'MA' || fact.kind === 'MDC') && fact.migrationWeek >= from && fact.migrationWeek < to);
  return open ? [{ machine: 'bimi.period', key: 'week', event: { type: 'ITEM' } }] : [];
};

/** Every report of one period for everybody entitled to it who has a row in it. */
const reportsOf = (key: PeriodKey, period: Period, facts: readonly ReportFact[], context: Bimi) =>
  recipients(context).flatMap(({ at, recipient }) => PERIODS[key].filter((number) => isEntitled(number, recipient.kind)).flatMap((number) => {
    const table = computeReport(number, facts, period, recipient);
    return table.rows.length === 0 ? [] : [{ at, recipient, table }];
  }));

const factsOf = ({ store }: Bimi): readonly ReportFact[] => [...store.entries('facts')].map(([, fact]) => fact);

/** The period that ends now or, after SharePoint was out of reach, all that have ended meanwhile: DCC submits what it could not (MEHRS 2.1.2). */
const publish = (key: PeriodKey, context: Bimi): Rendered => {
  const { store, now, ruleSet } = context;
  const facts = factsOf(context);
  const late = store.get('late', key);
  store.delete('late', key);
  const periods = late === undefined ? [endingNow(key, now, ruleSet)] : sinceThen(key, late, now, ruleSet);
  const reportedTo = periods.at(-1)?.to ?? now;
  const learntSince = facts.some(({ at }) => at >= reportedTo && at < now);
  const said = new Set<string>();
  return {
    send: periods.flatMap((period) => reportsOf(key, period, facts, context)).flatMap(({ at, recipient, table }) => {
      // How things stood may have been the same at the end of several periods: it is said once.
      const once = `${at} ${table.code} ${JSON.stringify(table.rows)}`;
      if (said.has(once)) return [];
      said.add(once);
      const kind = recipient.kind === 'electricityDistributor' ? 'networkOperator' : recipient.kind;
      return [{ key: table.code, body: encodeReport(table), named: { supplier: [], networkOperator: [], mcc: [], [kind]: [at] } }];
    }),
    tell: [...(key === 'week' ? nextWeek(facts, now) : []), ...(learntSince ? [{ machine: 'bimi.period', key, event: { type: 'ITEM' } }] : [])],
  };
};

/** Reports go out through SharePoint; what cannot is noted with the first period it is about. */
const tryPublish = (at: Held, context: Bimi): Rendered => {
  const { store, now, ruleSet } = context;
  const key = at.key as PeriodKey;
  if (isDown(SHARE_POINT, context) && store.get('late', key) === undefined) store.put('late', key, endingNow(key, now, ruleSet));
  return askFor(SHARE_POINT, at, context);
};

/** Whose reports wait: of every period since, and of the one that has not ended for what is known of it by now, for nothing happens as it ends. */
const outages = outageRenderings<BimiTables>((_system, { key: held }, context) => {
  const { store, now, ruleSet } = context;
  const key = held as PeriodKey;
  const periods = sinceThen(key, store.need('late', key), now, ruleSet);
  const waiting = [...periods, { from: periods.at(-1)?.to ?? now, to: now + 1 }].flatMap((period) => reportsOf(key, period, factsOf(context), context));
  return { installationIds: [], affectedUsers: [...new Set(waiting.flatMap(({ recipient }) => (recipient.kind === 'supplier' ? [recipient.signifier] : [])))] };
});

export const bimi: Party<BimiTables> = {
  role: 'bimi',
  machines: BIMI_MACHINES,
  classify: {
    MA: readMa,
    MDC: readCommitment,
    MS: (envelope) => {
      decodeSchedule(envelope.body);
      return [{ machine: 'bimi.library', key: envelope.key, event: { type: 'FILED' } }];
    },
    MAVR: (envelope, context) => {
      const file = decodeMavr(envelope.body);
      return learn(factsOfMavr(file, authorisingParty(file.maFileName, context), context.now, (mpan, mprn) => identity(mpan, mprn, context)), context);
    },
    MACR: (envelope, context) => {
      const file = decodeMacr(envelope.body);
      return learn(factsOfMacr(file, authorisingParty(file.maFileName, context), context.now, (mpan, mprn) => identity(mpan, mprn, context)), context);
    },
    MCF: readCopy('MCF'),
    MVF: readCopy('MVF'),
    MGF: readCopy('MGF'),
    MEF: readCopy('MEF'),
    SCF: readCopy('SCF'),
    COF: readCopy('COF'),
    OUTAGE: loseSystem,
    INCIDENT_CLOSED: resume(SHARE_POINT),
  },
  render: {
    ...outages,
    tryFlush: (at, context) => tryPublish(at, context),
    flush: ({ key }, context) => publish(key as PeriodKey, context),
  },
  delays: { due: ({ key }, { now, ruleSet }) => untilEnd(key as PeriodKey, now, ruleSet), atOnce: () => 0 },
};
