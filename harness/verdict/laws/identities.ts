/**
 * Who and what a message names is what the SMSO's records, as the run began, have of the Installation: its meters and their Suppliers and
 * Network Operators, its SIM, its Devices (Guide 4.5.5, 4.5.6; MEHRS 2.4.6). Files that somebody refused, and Installations of which a
 * later file says that something was wrong, are the rows' matter.
 */
import { address, roleOf, type Device, type Installation } from '../../../protocol/domain.ts';
import type { MessageType } from '../../../protocol/messages/types.ts';
import type { Content } from '../content.ts';
import { detectedIn } from '../detected.ts';
import { rowsOf, whose } from '../estate.ts';
import type { Fact } from '../facts.ts';
import { listOf, textAt } from '../fields.ts';
import { ruling, type Law, type Wrong } from '../world.ts';

/** A field and what it is to say. */
type Wanted = readonly (readonly [path: string, value: string])[];

const differing = (content: Content, wanted: Wanted): readonly string[] => wanted.filter(([path, value]) => textAt(content, path) !== value).map(([path, value]) => `${path} ${textAt(content, path)}, ${value || 'none'} expected`);

const about = (fact: Fact, installation: Installation, details: readonly string[]): readonly Wrong[] =>
  details.map((detail) => ({ detail: `${fact.type} of ${fact.envelope.from} about ${installation.id}: ${detail}`, stamp: fact.stamp }));

/** As much of a Device as a Common File says. */
type Described = { readonly [Field in keyof Device]?: unknown };

const devicesText = (devices: readonly Described[]): string => devices.map(({ deviceId, deviceType, manufacturer, model, firmwareVersion, serialNumber }) => [deviceId, deviceType, manufacturer, model, firmwareVersion, serialNumber].join(' ')).sort().join(', ');

const inCommonFile = (entry: Content, { mpan, mprn = '', electricity, gas, devices }: Installation): readonly string[] => [
  ...differing(entry, [['mpan', mpan], ['mprn', mprn], ['electricitySupplier', electricity.supplier], ['gasSupplier', gas?.supplier ?? '']]),
  ...(devicesText(listOf(entry, 'devices')) === devicesText(devices) ? [] : ['has other Devices']),
];

const inGroupFile = (entry: Content, { imsi, ipAddress, groupId }: Installation): readonly string[] =>
  differing(entry, [['imsi', imsi], ['ipAddress', ipAddress], ...(groupId === 'CB' ? [['apn', 'elster'] as const] : [])]);

const inKeyFile = (entry: Content, { devices }: Installation): readonly string[] => listOf(entry, 'devices').flatMap((each) => {
  const [id, type] = [textAt(each, 'deviceId'), textAt(each, 'deviceType')];
  const shares = ['s1spShare.recipient', 'dcoShare.recipient'].map((path) => textAt(each, path));
  return [
    ...(devices.some(({ deviceId, deviceType }) => deviceId === id && deviceType === type) ? [] : [`keys of ${type} ${id}, which it has not`]),
    ...(new Set(shares).size === shares.length ? [] : [`both halves of ${id} are for ${shares[0] ?? ''}`]),
  ];
});

/** One for each Responsible Supplier, and for nobody else (003). */
const inOutcomeFile = (_entry: Content, { electricity, gas }: Installation, { content, to }: Fact): readonly string[] => {
  const supplier = textAt(content, 'secPartySignifier');
  return [
    ...(supplier === electricity.supplier || supplier === gas?.supplier ? [] : [`is for ${supplier}, who does not supply it`]),
    ...(roleOf(to) === 'supplier' && to !== address('supplier', supplier) ? [`is for ${supplier} and goes to ${to}`] : []),
  ];
};

const FILES: Readonly<Partial<Record<MessageType, (entry: Content, installation: Installation, fact: Fact) => readonly string[]>>> = { MCF: inCommonFile, MGF: inGroupFile, MEF: inKeyFile, COF: inOutcomeFile };

/** Report columns by what they are about; a report leaves empty what its sources have not told. */
const COLUMNS: readonly (readonly [column: string, of: (installation: Installation) => string])[] = [
  ['Installation', ({ id }) => id], ['Group ID', ({ groupId }) => groupId],
  ['Electricity Supplier', ({ electricity }) => electricity.supplier], ['Gas Supplier', ({ gas }) => gas?.supplier ?? ''],
  ['Electricity Distributor', ({ electricity }) => electricity.networkOperator], ['Gas Transporter', ({ gas }) => gas?.networkOperator ?? ''],
];
const ROWS: readonly MessageType[] = ['MACR', 'MRR'];

/** `<MPAN> <MPRN>` of a row; either may be empty. */
const pairOf = (row: Content): string => [['MPAN', 'mpan'], ['MPRN', 'mprn']].map((names) => names.map((name) => textAt(row, name)).join('')).join(' ');

/** Pairs that may be told of an Installation: its own, each alone, and what an authorisation or a Common File has said of it, right or wrong (MEHRS Table A.1 MA001, MA002, MA108). */
const pairsToldOf = (facts: readonly Fact[], of: (entry: Content) => Installation | undefined): ((installation: Installation) => ReadonlySet<string>) => {
  const told = new Map<Installation, Set<string>>();
  const pairs = (installation: Installation): Set<string> => {
    const { mpan, mprn = '' } = installation;
    const found = told.get(installation) ?? new Set([`${mpan} ${mprn}`, `${mpan} `, ` ${mprn}`]);
    told.set(installation, found);
    return found;
  };
  for (const fact of facts) {
    const entries = fact.type === 'MA' ? rowsOf(fact) : fact.type === 'MCF' ? listOf(fact.content, 'installations') : [];
    for (const entry of entries) { const installation = of(entry); if (installation !== undefined) pairs(installation).add(pairOf(entry)); }
  }
  return pairs;
};

/** An MPxN that no authorisation had comes to light (MEHRS Table A.1). */
const UNKNOWN_BEFORE = 'MA108';

/** `<day> <DCC or not>` of each set, as its first Common File has it. */
const setsIn = (facts: readonly Fact[]): ReadonlyMap<string, string> => {
  const sets = new Map<string, string>();
  for (const { type, content } of facts) {
    const id = textAt(content, 'header.migrationSetId');
    if (type === 'MCF' && !sets.has(id)) sets.set(id, `${textAt(content, 'header.migrationDay')} ${textAt(content, 'header.toBeCommissionedByDCC')}`);
  }
  return sets;
};

/** A report says of a set what its Common File says. */
const ofItsSet = (row: Content, sets: ReadonlyMap<string, string>): readonly string[] => {
  const [set, by] = [textAt(row, 'Migration Set'), row['Commissioned By']];
  const [day, isDcc] = sets.get(set)?.split(' ') ?? [];
  return set === '' || (day === row['Migration Day'] && (by === undefined || isDcc === String(by === 'DCC'))) ? [] : [`set ${set} on ${textAt(row, 'Migration Day')} by ${textAt(row, 'Commissioned By')}`];
};

const inRow = (row: Content, installation: Installation, pairs: ReadonlySet<string>, sets: ReadonlyMap<string, string>): readonly string[] => [
  ...ofItsSet(row, sets),
  ...COLUMNS.filter(([column]) => textAt(row, column) !== '').flatMap(([column, of]) => differing(row, [[column, of(installation)]])),
  ...(pairs.has(pairOf(row)) || Object.values(row).includes(UNKNOWN_BEFORE) ? [] : [`MPAN and MPRN ${pairOf(row)}`]),
];

/** Devices a message may speak of, where it is about one Installation. */
const SPEAK_OF_DEVICES: readonly MessageType[] = ['WAN_COMMAND', 'KEY_REQUEST', 'SIM_PROFILE', 'S1SP_RESPONSE'];

/** An S1SP that gives a SIM back has no number of it where its group has no Group File (MEHRS 2.6.6). */
const inNotice = (content: Content, type: MessageType, { imsi, devices }: Installation): readonly string[] => [
  ...(type === 'SIM_REQUEST' && textAt(content, 'imsi') !== '' ? differing(content, [['imsi', imsi]]) : []),
  ...(SPEAK_OF_DEVICES.includes(type) && content['deviceId'] !== undefined && !devices.some(({ deviceId }) => deviceId === content['deviceId']) ? [`has no Device ${textAt(content, 'deviceId')}`] : []),
];

/** `<setId> <installationId>` of what a Validation File or a Commissioning File found wrong. */
const foundWrong = (facts: readonly Fact[]): ReadonlySet<string> => new Set(facts.filter(({ type }) => type === 'MVF' || type === 'SCF').flatMap(({ content }) =>
  listOf(content, 'installations').filter((each) => each['failure'] !== undefined).map((each) => `${textAt(content, 'header.migrationSetId')} ${textAt(each, 'installationId')}`)));

/** A response is about records of its authorisation (MEHRS 2.3.2). */
const answered = (facts: readonly Fact[]): readonly Wrong[] => {
  const asked = new Map<string, ReadonlySet<string>>();
  return facts.flatMap((fact) => {
    const { type, envelope: { key }, stamp } = fact;
    if (type === 'MA') asked.set(key, new Set([...(asked.get(key) ?? []), ...rowsOf(fact).map(pairOf)]));
    const records = type === 'MAVR' ? asked.get(key) : undefined;
    return records === undefined ? [] : rowsOf(fact).map(pairOf).filter((pair) => !records.has(pair)).map((pair) => ({ detail: `MAVR ${key} is about ${pair}, of which no record of the authorisation is`, stamp }));
  });
};

export const identities: Law = ({ facts, observed: { estate } }) => {
  const of = whose(estate);
  const byId = new Map(estate.installations.map((each) => [each.id, each]));
  const refused = detectedIn(facts, () => true);
  const wrongAnyhow = foundWrong(facts);
  const pairs = pairsToldOf(facts, of);
  const sets = setsIn(facts);
  const wrong = facts.flatMap((fact) => {
    const { type, content } = fact;
    const inFile = FILES[type];
    if (inFile !== undefined && !refused(fact)) {
      return listOf(content, 'installations').flatMap((entry) => {
        const installation = byId.get(textAt(entry, 'installationId'));
        if (installation === undefined || wrongAnyhow.has(`${textAt(content, 'header.migrationSetId')} ${installation.id}`)) return [];
        return about(fact, installation, inFile(entry, installation, fact));
      });
    }
    if (ROWS.includes(type)) return rowsOf(fact).flatMap((row) => { const installation = of(row); return installation === undefined ? [] : about(fact, installation, inRow(row, installation, pairs(installation), sets)); });
    const named = byId.get(fact.envelope.key);
    if (named !== undefined && content['installationId'] !== undefined && content['installationId'] !== named.id) return about(fact, named, [`names ${textAt(content, 'installationId')}`]);
    const installation = byId.get(textAt(content, 'installationId')) ?? named;
    return installation === undefined ? [] : about(fact, installation, inNotice(content, type, installation));
  });
  return [ruling('messages name what an Installation is', 'Guide 4.5.5, 4.5.6; MEHRS 2.4.6', [...wrong, ...answered(facts)])];
};
