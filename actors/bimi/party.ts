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
import { addDays, londonDate, londonTime } from '../../protocol/time.ts';
import { BIMI_MACHINES } from '../../machines/bimi.ts';
import { lastBefore, untilMonday, untilNext } from '../shared/clock.ts';
import { readFile, type FileTables } from '../shared/files.ts';
import { Refusal, type Context, type InternalEvent, type Party, type Rendered } from '../runtime/party.ts';

export interface BimiTables extends FileTables {
  reference: ReferenceData;
  /** By the order in which they were learnt. */
  facts: ReportFact;
  /** installationId by MPAN or MPRN, from the MCFs. */
  byMpxn: string;
  /** By installationId, from the MCFs. */
  installations: { readonly entry: McfInstallation; readonly header: MigrationHeader };
}
type Bimi = Context<BimiTables>;

/** Reports by period: six-hourly ones, those of the Migration Day, those of the Migration Week (Guide 4.2, MEHRS 2.2.1, MRR). */
const PERIODS = { sixHourly: [1, 2, 3, 10], day: [4, 5, 6], week: [7, 8, 9] } as const satisfies Readonly<Record<string, readonly ReportNumber[]>>;
type PeriodKey = keyof typeof PERIODS;
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
    ...(electricity === undefined ? {} : { electricitySupplier: electricity.supplier, electricityDistributor: electricity.networkOperator }),
    ...(gas === undefined ? {} : { gasSupplier: gas.supplier, gasTransporter: gas.networkOperator }),
    dormant: false,
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

const wallClocks = ({ ruleSet }: Bimi): readonly string[] =>
  Array.from({ length: Math.floor(24 / ruleSet.reportHours) }, (_, index) => `${String(index * ruleSet.reportHours).padStart(2, '0')}:00`);

const periodOf = (key: PeriodKey, context: Bimi): Period => {
  const { now } = context;
  if (key === 'sixHourly') return { from: lastBefore(now, ...wallClocks(context)), to: now };
  return { from: londonTime(addDays(londonDate(now), key === 'day' ? -1 : -7), '00:00'), to: now };
};

/** Report 8 is about weeks that have ended: one with authorisations or commitments that has not is a reason for a report next Monday. */
const nextWeek = (facts: readonly ReportFact[], now: number): readonly InternalEvent[] => {
  const from = londonDate(now);
  const to = addDays(from, 7 * REPORTED_WEEKS);
  const open = facts.some((fact) => (fact.kind === 'MA' || fact.kind === 'MDC') && fact.migrationWeek >= from && fact.migrationWeek < to);
  return open ? [{ machine: 'bimi.period', key: 'week', event: { type: 'ITEM' } }] : [];
};

/** Every report of the period for everybody entitled to it who has a row in it. */
const publish = (key: PeriodKey, context: Bimi): Rendered => {
  const facts = [...context.store.entries('facts')].map(([, fact]) => fact);
  const period = periodOf(key, context);
  return {
    send: recipients(context).flatMap(({ at, recipient }) => PERIODS[key].filter((number) => isEntitled(number, recipient.kind)).flatMap((number) => {
      const table = computeReport(number, facts, period, recipient);
      const kind = recipient.kind === 'electricityDistributor' ? 'networkOperator' : recipient.kind;
      return table.rows.length === 0 ? [] : [{ key: table.code, body: encodeReport(table), named: { supplier: [], networkOperator: [], mcc: [], [kind]: [at] } }];
    })),
    tell: key === 'week' ? nextWeek(facts, context.now) : [],
  };
};

const DUE: Readonly<Record<PeriodKey, (context: Bimi) => number>> = {
  sixHourly: (context) => untilNext(context.now, ...wallClocks(context)),
  day: ({ now }) => untilNext(now, '00:00'),
  week: ({ now }) => untilMonday(now),
};

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
  },
  render: { flush: ({ key }, context) => publish(key as PeriodKey, context) },
  delays: { due: ({ key }, context) => DUE[key as PeriodKey](context) },
};
