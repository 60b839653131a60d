/** DCC's reporting solution: a copy of every file in, Migration Reporting Regime reports out (Guide 4.5.7, Table 7). */
import { address, type Address } from '../../protocol/domain.ts';
import type { ReferenceData } from '../../protocol/checks/records.ts';
import { decodeMacr, decodeMavr } from '../../protocol/files/csv.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { decodeMaPackage } from '../../protocol/files/maPackage.ts';
import { parseMaFileName } from '../../protocol/files/maFileName.ts';
import type { McfInstallation, MigrationHeader } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { DCC, factsOfCof, factsOfMacr, factsOfMavr, factsOfScf, type InstallationIdentity, type ReportFact } from '../../protocol/reports/facts.ts';
import { computeReport, encodeReport, isEntitled, type Period, type Recipient, type ReportNumber } from '../../protocol/reports/report.ts';
import { HOUR, addDays, londonDate, londonTime } from '../../protocol/time.ts';
import { BIMI_MACHINES } from '../../machines/bimi.ts';
import { untilNext } from '../shared/clock.ts';
import type { Context, InternalEvent, Party, Rendered } from '../runtime/party.ts';

export interface BimiTables {
  reference: ReferenceData;
  facts: readonly ReportFact[];
  /** By installationId, from the MCFs. */
  installations: { readonly entry: McfInstallation; readonly header: MigrationHeader };
}
type Bimi = Context<BimiTables>;

/** Reports by period: six-hourly ones and those of the Migration Day (Guide 4.2, MRR). */
const PERIODS: Readonly<Record<string, readonly ReportNumber[]>> = { sixHourly: [1, 2, 10], day: [6] };

const learn = (facts: readonly ReportFact[], { store }: Bimi): readonly InternalEvent[] => {
  store.put('facts', 'all', [...(store.get('facts', 'all') ?? []), ...facts]);
  return facts.length === 0 ? [] : Object.keys(PERIODS).map((key) => ({ machine: 'bimi.period', key, event: { type: 'ITEM' } }));
};

const identity = (mpan: string | undefined, mprn: string | undefined, { store }: Bimi): InstallationIdentity => {
  const { registration } = store.need('reference', 'all');
  const electricity = registration[mpan ?? ''];
  const gas = registration[mprn ?? ''];
  const known = [...store.entries('installations')].find(([, { entry }]) => (mpan !== undefined && mpan !== '' && entry.mpan === mpan) || (mprn !== undefined && mprn !== '' && entry.mprn === mprn));
  return {
    ...(known === undefined ? {} : { installationId: known[0], groupId: known[1].header.groupId }),
    ...(mpan === undefined || mpan === '' ? {} : { mpan }), ...(mprn === undefined || mprn === '' ? {} : { mprn }),
    ...(electricity === undefined ? {} : { electricitySupplier: electricity.supplier, electricityDistributor: electricity.networkOperator }),
    ...(gas === undefined ? {} : { gasSupplier: gas.supplier, gasTransporter: gas.networkOperator }),
    dormant: false,
  };
};

const ofInstallation = (context: Bimi) => (installationId: string): InstallationIdentity => {
  const { entry, header } = context.store.need('installations', installationId);
  return { ...identity(entry.mpan, entry.mprn, context), installationId, groupId: header.groupId };
};

const authorisingParty = (maFileName: string, { store }: Bimi): string =>
  store.need('reference', 'all').parties.find(({ entityId }) => entityId === parseMaFileName(maFileName).sender)?.signifier ?? DCC;

const readFile = (envelope: Envelope, context: Bimi): readonly InternalEvent[] => {
  const file = decodeFile(envelope.body);
  if (file.type === 'MCF') for (const entry of file.installations) context.store.put('installations', entry.installationId, { entry, header: file.header });
  if (file.type === 'SCF') return learn(factsOfScf(file, context.now, ofInstallation(context)), context);
  if (file.type === 'COF') return learn(factsOfCof(file, context.now, ofInstallation(context)), context);
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

const periodOf = (key: string, { now, ruleSet }: Bimi): Period =>
  (key === 'day' ? { from: londonTime(addDays(londonDate(now), -1), '00:00'), to: now } : { from: now - ruleSet.reportHours * HOUR, to: now });

/** Every report of the period for everybody entitled to it who has a row in it. */
const publish = (key: string, context: Bimi): Rendered => {
  const facts = context.store.get('facts', 'all') ?? [];
  const period = periodOf(key, context);
  return {
    send: recipients(context).flatMap(({ at, recipient }) => (PERIODS[key] ?? []).filter((number) => isEntitled(number, recipient.kind)).flatMap((number) => {
      const table = computeReport(number, facts, period, recipient);
      const kind = recipient.kind === 'electricityDistributor' ? 'networkOperator' : recipient.kind;
      return table.rows.length === 0 ? [] : [{ key: table.code, body: encodeReport(table), named: { supplier: [], networkOperator: [], mcc: [], [kind]: [at] } }];
    })),
  };
};

const wallClocks = ({ ruleSet }: Bimi): readonly string[] =>
  Array.from({ length: Math.floor(24 / ruleSet.reportHours) }, (_, index) => `${String(index * ruleSet.reportHours).padStart(2, '0')}:00`);

export const bimi: Party<BimiTables> = {
  role: 'bimi',
  machines: BIMI_MACHINES,
  classify: {
    MA: (envelope) => {
      decodeMaPackage(envelope.body);
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
    MCF: readFile,
    MVF: readFile,
    MGF: readFile,
    MEF: readFile,
    SCF: readFile,
    COF: readFile,
  },
  render: { flush: ({ key }, context) => publish(key, context) },
  delays: { due: ({ key }, context) => (key === 'day' ? untilNext(context.now, '00:00') : untilNext(context.now, ...wallClocks(context))) },
};
