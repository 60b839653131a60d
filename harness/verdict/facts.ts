/** Messages as facts: who, to whom, when, and what the body says about one Installation. */
import type { Installation, Role } from '../../protocol/domain.ts';
import { roleOf } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { isLocalDate, type LocalDate, type Stamp } from '../../protocol/time.ts';
import { isRecord, listOf, textAt } from './fields.ts';
import type { Content } from './content.ts';
import type { Reader } from './reader.ts';

export interface Fact {
  /** Position in canonical order. */
  readonly position: number;
  readonly from: Role;
  readonly to: string;
  readonly type: MessageType;
  readonly stamp: Stamp;
  readonly envelope: Envelope;
  /** Empty when unreadable. */
  readonly content: Content;
  readonly unreadable?: string;
}

/** A fact seen from one Installation: its own element or row as `entry`. */
export interface Sight {
  readonly fact: Fact;
  readonly content: Content;
}

const INCIDENT_PARTIES = ['raisedBy', 'assignedTo', 'managedBy'];
/** Parties as roles: a ticket may name `rp-CB` or `rp`. */
const withRoles = (content: Content): Content =>
  Object.fromEntries(Object.entries(content).map(([name, value]) => [name, INCIDENT_PARTIES.includes(name) ? roleOf(String(value)) : value]));

/** Who is in which set, from whatever Common File of it can be read. */
const membersOf = (messages: readonly Envelope[], read: Reader): ReadonlyMap<string, readonly string[]> => new Map(messages.filter(({ type }) => type === 'MCF').flatMap((message) => {
  const reading = read(message);
  if ('unreadable' in reading) return [];
  return [[textAt(reading.content, 'header.migrationSetId'), listOf(reading.content, 'installations').map((each) => textAt(each, 'installationId'))] as const];
}));

/** Whose credentials a handover places, and who is told, by the role that a request or an alert names. */
export const WHOSE: Readonly<Record<string, string>> = { Supplier: 'supplier', NetworkOperator: 'networkOperator' };

/** Whether who raised it has no Common File to say whom it is about: it could not read it (MEHRS 2.4.3), or it never came (2.7.2; emulator profile). */
export const hasNoCommonFile = (incident: Content): boolean => incident['section'] === '2.4.3' || incident['failed'] === 'X2.7.2-01';

/** Such a ticket is about the set; nobody else may leave open whom theirs is about (D-94). */
const withMembers = (content: Content, members: ReadonlyMap<string, readonly string[]>): Content => {
  const ids = content['installationIds'];
  const ofSet = members.get(textAt(content, 'migrationSetId'));
  return Array.isArray(ids) && ids.length === 0 && ofSet !== undefined && hasNoCommonFile(content) ? { ...content, installationIds: ofSet } : content;
};

/**
 * A ticket is known by what was raised and a response by its request: later messages name only the id. They get the first
 * message as `incident`, `serviceRequest` and `request`.
 */
export const toFacts = (messages: readonly Envelope[], read: Reader): readonly Fact[] => {
  const incidents = new Map<string, Content>();
  const serviceRequests = new Map<string, Content>();
  const members = membersOf(messages, read);
  const requests = new Map<string, Content>();
  /** Copies of one file are the same bytes, and read the same. */
  const readings = new Map<Uint8Array, ReturnType<Reader>>();
  const authorisations = new Map<string, unknown>();
  return messages.map((envelope, position) => {
    const reading = readings.get(envelope.body) ?? read(envelope);
    readings.set(envelope.body, reading);
    const base = { position, from: roleOf(envelope.from), to: envelope.to, type: envelope.type, stamp: envelope.stamp, envelope };
    if ('unreadable' in reading) return { ...base, content: {}, unreadable: reading.unreadable };
    let content = reading.content;
    if ('incidentId' in content) {
      content = withMembers(withRoles(content), members);
      const id = textAt(content, 'incidentId');
      if (envelope.type === 'INCIDENT_RAISED' && !incidents.has(id)) incidents.set(id, content);
      const incident = incidents.get(id);
      if (incident !== undefined) content = { ...content, incident };
    }
    if ('serviceRequestId' in content) {
      content = withRoles(content);
      const id = textAt(content, 'serviceRequestId');
      if (envelope.type === 'SERVICE_REQUEST_RAISED' && !serviceRequests.has(id)) serviceRequests.set(id, content);
      const serviceRequest = serviceRequests.get(id);
      if (serviceRequest !== undefined) content = { ...content, serviceRequest };
    }
    // A rejected signature is about every record of the file.
    if (envelope.type === 'MA') authorisations.set(envelope.key, content['rows']);
    if (envelope.type === 'MA_SIGNATURE_REJECTED') content = { ...content, rows: authorisations.get(envelope.key) ?? [] };
    const requestId = textAt(content, 'requestId');
    if (isRecord(content['body'])) requests.set(requestId, content);
    const request = requests.get(requestId);
    return { ...base, content: request === undefined ? content : { ...content, request } };
  });
};

/** Everything said of an Incident, its raising included. @param id its own. */
export const ticketOf = (facts: readonly Fact[], id: string): readonly Fact[] => facts.filter(({ content }) => textAt(content, 'incidentId') === id && isRecord(content['incident']));

/** Moments, virtual ms, at which an Incident is resolved: what had been kept waiting goes on. */
export const resumptions = (facts: readonly Fact[]): ReadonlySet<number> => new Set(facts.filter(({ type }) => type === 'INCIDENT_RESOLVED').map(({ stamp }) => stamp.t));

/** The day a planning file is about, the end of its name: the Monday of its Migration Week or the first of its month (`AC_20201109`). */
export const dayIn = ({ envelope }: Fact): LocalDate | undefined => {
  const date = envelope.key.slice(-8).replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3');
  return isLocalDate(date) ? date : undefined;
};

const PUBLISHED: readonly MessageType[] = ['AGGREGATE_FORECAST', 'AGGREGATE_COMMITMENT'];

const names = (ids: unknown, id: string): boolean => Array.isArray(ids) && ids.includes(id);

/** The Device that a DUIS message is about: its target, its body, or the alert inside. */
const devicesOf = (content: Content): readonly string[] => [
  ...['deviceId', 'alert.deviceId', 'target', 'body.deviceId', 'request.target', 'request.body.deviceId'].map((path) => textAt(content, path)),
  ...textAt(content, 'requestId').split(':'),
];

/** A row that has places for both MPxNs and gives neither may be anybody's (MEHRS Table A.1, MA515). */
const isNameless = (row: Content): boolean => (row['mpan'] === '' && row['mprn'] === '') || (row['MPAN'] === '' && row['MPRN'] === '' && !row['Installation']);

/** A row that counts what a SEC Party authorised: Report 8 and the Migration Summary Report (MEHRS 2.2.1). */
const countsFor = (row: Content, { electricity, gas }: Installation): boolean =>
  !('MPAN' in row) && !('mpan' in row) && [electricity.supplier, gas?.supplier].includes(String(row['Authorising Party'] ?? row['party'] ?? ''));

/** Everything a fact says about the Installation; empty when it is about others. */
export const sights = (fact: Fact, subject: Installation): readonly Sight[] => {
  const { content } = fact;
  if (fact.unreadable !== undefined) return [];
  const whole: Sight = { fact, content };
  const withEntries = (entries: readonly Content[]): readonly Sight[] => entries.map((entry) => ({ fact, content: { ...content, entry } }));
  if (Array.isArray(content['installations'])) {
    return withEntries(listOf(content, 'installations').filter((each) => each['installationId'] === subject.id));
  }
  if (Array.isArray(content['rows'])) {
    const keys = [subject.mpan, subject.mprn, subject.id].filter((each) => each !== undefined);
    return withEntries(listOf(content, 'rows').filter((each) => isNameless(each) || countsFor(each, subject) || Object.values(each).some((value) => keys.includes(value as string))));
  }
  if (content['installationId'] !== undefined) return content['installationId'] === subject.id ? [whole] : [];
  const incident = [content['incident'], content['serviceRequest']].find(isRecord) ?? content;
  const parties = [subject.electricity.supplier, ...(subject.gas === undefined ? [] : [subject.gas.supplier])];
  // A ticket about no Installation is about the users it names (MEHRS 2.1.1, 2.1.2), a plan for a week about whose plan it is.
  if (Array.isArray(incident['installationIds'])) {
    return names(incident['installationIds'], subject.id) || (incident['installationIds'].length === 0 && parties.some((each) => names(incident['affectedUsers'], each))) ? [whole] : [];
  }
  // What is published for all SEC Parties is about each.
  if (PUBLISHED.includes(fact.type)) return [whole];
  // Its file name says whose: `DR_SUPA_...` (Guide 4.4, 4.5).
  if (Array.isArray(content['quantities'])) return parties.includes(fact.envelope.key.split('_')[1] ?? '') ? [whole] : [];
  const devices = subject.devices.map((each) => each.deviceId);
  return fact.envelope.key === subject.id || devicesOf(content).some((each) => devices.includes(each)) ? [whole] : [];
};
