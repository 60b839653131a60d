/** The folder a run leaves: every file as it travelled, alerts, requests, incidents, reports, journal. Whole or not at all. */
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { XML_FILE_TYPES, type MessageType } from '../../protocol/messages/types.ts';
import { utcText } from '../../protocol/time.ts';
import type { World } from '../world/world.ts';
import { canonical, journalLine } from '../world/journal.ts';

const FOLDERS: readonly (readonly [folder: string, types: readonly MessageType[]])[] = [
  ['files', [...XML_FILE_TYPES, 'MA', 'MAVR', 'MACR', 'MIF', 'DMD', 'MDC', 'MS', 'MS_REPLY', 'AGGREGATE_FORECAST', 'AGGREGATE_COMMITMENT', 'MS_CAPACITY']],
  ['alerts', ['ALERT']],
  ['requests', ['COMMISSIONING_REQUEST', 'COUNTERSIGNED_REQUEST', 'SERVICE_RESPONSE', 'S1SP_RESPONSE', 'CHF_REQUEST', 'CHF_RESPONSE']],
  ['incidents', ['INCIDENT_RAISED', 'INCIDENT_ASSIGNED', 'INCIDENT_RESOLVED', 'INCIDENT_CLOSED', 'SSI_NOTIFICATION']],
  ['reports', ['MRR']],
];
const XML: readonly MessageType[] = [
  ...XML_FILE_TYPES, 'ALERT', 'COMMISSIONING_REQUEST', 'COUNTERSIGNED_REQUEST', 'SERVICE_RESPONSE', 'S1SP_RESPONSE', 'CHF_REQUEST', 'CHF_RESPONSE',
];
const JSON_TYPES: readonly MessageType[] = ['MA', 'INCIDENT_RAISED', 'INCIDENT_ASSIGNED', 'INCIDENT_RESOLVED', 'INCIDENT_CLOSED', 'SSI_NOTIFICATION'];

const extension = (type: MessageType): string => (XML.includes(type) ? 'xml' : JSON_TYPES.includes(type) ? 'json' : 'csv');
const stampText = (t: number): string => utcText(t).replace(/[-:]/g, '');

/** Above this many Installations a run keeps its bodies in one archive per sender instead of a file each. */
export const ARCHIVE_ABOVE_INSTALLATIONS = 100;

/** One line of an `index.ndjson`: where the body of a message is. `mehrs show <id>` reads it. */
export interface IndexEntry {
  readonly id: string;
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

export interface RunFolder {
  readonly id: string;
  readonly path: string;
}

/** Name of a message within its run. */
export const messageId = ({ from, to, seq }: Pick<Envelope, 'from' | 'to' | 'seq'>): string => `${from}.${to}.${seq}`;

const about = ({ from, to, type, key, seq, stamp }: Envelope) => ({ t: stamp.t, n: stamp.n, from, to, type, key, seq });
const lines = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');
/** Copies of one file for several receivers are the same bytes and are kept once. */
const contentOf = ({ from, type, body }: Envelope): string => `${from} ${type} ${createHash('sha256').update(body).digest('hex')}`;

/** A file each. Names are made of tokens that were checked on the bus, never of what a body says. */
const writeBodies = (into: string, folder: string, messages: readonly Envelope[]): void => {
  mkdirSync(join(into, folder));
  const written = new Map<string, string>();
  const index = messages.map((message) => {
    const content = contentOf(message);
    let name = written.get(content);
    if (name === undefined) {
      const { type, from, key, stamp, body } = message;
      name = `${String(written.size + 1).padStart(5, '0')}_${stampText(stamp.t)}_${type}_${from}_${key}.${extension(type)}`;
      written.set(content, name);
      writeFileSync(join(into, folder, name), body);
    }
    return { id: messageId(message), file: name, offset: 0, length: message.body.length, ...about(message) };
  });
  writeFileSync(join(into, folder, 'index.ndjson'), lines(index));
};

/** One append-only archive per sender, with an index beside it. */
const writeArchives = (into: string, messages: readonly Envelope[]): void => {
  const folder = join(into, 'archive');
  mkdirSync(folder);
  const senders = new Map<string, Envelope[]>();
  for (const message of messages) {
    const own = senders.get(message.from);
    if (own === undefined) senders.set(message.from, [message]);
    else own.push(message);
  }
  const index: object[] = [];
  for (const [sender, own] of senders) {
    const file = `${sender}.bin`;
    const handle = openSync(join(folder, file), 'w');
    try {
      const offsets = new Map<string, number>();
      let end = 0;
      for (const message of own) {
        const content = contentOf(message);
        let offset = offsets.get(content);
        if (offset === undefined) {
          offsets.set(content, (offset = end));
          end += writeSync(handle, message.body);
        }
        index.push({ id: messageId(message), file, offset, length: message.body.length, ...about(message) });
      }
    } finally {
      closeSync(handle);
    }
  }
  writeFileSync(join(folder, 'index.ndjson'), lines(index));
};

/**
 * Writes `<runs>/<id>` and points `<runs>/latest` at it. The folder has its name only once it is whole.
 * @throws Error of the file system, with nothing left under the run's name.
 */
export const writeRunFolder = (runs: string, id: string, world: World, extra: Readonly<Record<string, string>>): RunFolder => {
  const path = join(runs, id);
  const partial = join(runs, `.${id}.partial-${process.pid}`);
  mkdirSync(runs, { recursive: true });
  rmSync(partial, { recursive: true, force: true });
  try {
    mkdirSync(partial);
    const messages = [...world.journal.messages].sort(canonical);
    writeFileSync(join(partial, 'journal.ndjson'), messages.map((each) => `${journalLine(each)}\n`).join(''));
    writeFileSync(join(partial, 'steps.ndjson'), lines(world.journal.steps));
    writeFileSync(join(partial, 'refusals.ndjson'), lines(world.journal.refusals));
    writeFileSync(join(partial, 'states.ndjson'), lines([...world.states()]));
    if (world.options.estate.installations.length > ARCHIVE_ABOVE_INSTALLATIONS) writeArchives(partial, messages);
    else for (const [folder, types] of FOLDERS) writeBodies(partial, folder, messages.filter(({ type }) => types.includes(type)));
    for (const [name, content] of Object.entries(extra)) writeFileSync(join(partial, name), content);
    rmSync(path, { recursive: true, force: true });
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
  const latest = join(runs, 'latest');
  rmSync(latest, { recursive: true, force: true });
  symlinkSync(id, latest);
  return { id, path };
};
