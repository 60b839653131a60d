/** The folder a run leaves: every file as it travelled, alerts, requests, incidents, reports, journal. Whole or not at all. */
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { MESSAGE_TYPES, XML_FILE_TYPES, type MessageType } from '../../protocol/messages/types.ts';
import { utcText } from '../../protocol/time.ts';
import type { World } from '../world/world.ts';
import { canonical, journalLine } from '../world/journal.ts';
import { makeFolder } from '../disk/folder.ts';
import { giveName, pointLatest } from './runsFolder.ts';

/** Of DCC's Service Management System (MEHRS 1.4, 2.5.9). */
const TICKETS: readonly MessageType[] = [
  'INCIDENT_RAISED', 'INCIDENT_ASSIGNED', 'INCIDENT_UPDATE', 'INCIDENT_RESOLVED', 'INCIDENT_CLOSED', 'SSI_NOTIFICATION', 'SERVICE_REQUEST_RAISED', 'SERVICE_REQUEST_UPDATE', 'SERVICE_REQUEST_RESOLVED',
];
const FOLDERS: readonly (readonly [folder: string, types: readonly MessageType[]])[] = [
  ['files', [...XML_FILE_TYPES, 'MA', 'MAVR', 'MACR', 'MIF', 'DMD', 'MDC', 'MS', 'MS_REPLY', 'AGGREGATE_FORECAST', 'AGGREGATE_COMMITMENT', 'MS_CAPACITY', 'UPGRADE_NOTICE']],
  ['alerts', ['ALERT']],
  ['requests', ['COMMISSIONING_REQUEST', 'COUNTERSIGNED_REQUEST', 'SERVICE_RESPONSE', 'S1SP_RESPONSE', 'CHF_REQUEST', 'CHF_RESPONSE']],
  ['incidents', TICKETS],
  ['reports', ['MRR', 'MSR']],
];
/** What systems say to each other, all of it small and in great number: an archive, whatever the number of Installations. */
const NOTICES = MESSAGE_TYPES.filter((type) => !FOLDERS.some(([, types]) => types.includes(type)));
const XML: readonly MessageType[] = [
  ...XML_FILE_TYPES, 'ALERT', 'COMMISSIONING_REQUEST', 'COUNTERSIGNED_REQUEST', 'SERVICE_RESPONSE', 'S1SP_RESPONSE', 'CHF_REQUEST', 'CHF_RESPONSE',
];
const JSON_TYPES: readonly MessageType[] = ['MA', ...TICKETS];

const extension = (type: MessageType): string => (XML.includes(type) ? 'xml' : JSON_TYPES.includes(type) ? 'json' : 'csv');
const stampText = (t: number): string => utcText(t).replace(/[-:]/g, '');

/** Above this many Installations a run keeps its bodies, reports apart, in one archive per sender instead of a file each. */
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
  /** Why `<runs>/latest` could not be pointed at it, where it could not. */
  readonly latestFailed?: unknown;
}

/** Lets the rest of the process in now and then. */
type Pause = () => Promise<void>;
const BREATH_MS = 20;
/** Written at a time. */
const JOURNAL_LINES = 1_000;

/** @throws what `signal` was aborted with. */
const pauses = (signal: AbortSignal | undefined): Pause => {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH_MS) return;
    await setImmediate();
    last = performance.now();
    signal?.throwIfAborted();
  };
};

/** Name of a message within its run. */
export const messageId = ({ from, to, seq }: Pick<Envelope, 'from' | 'to' | 'seq'>): string => `${from}.${to}.${seq}`;

const about = ({ from, to, type, key, seq, stamp }: Envelope) => ({ t: stamp.t, n: stamp.n, from, to, type, key, seq });
const lines = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');
/** Copies of one file for several receivers are the same bytes and are kept once. */
const contentOf = ({ from, type, body }: Envelope): string => `${from} ${type} ${createHash('sha256').update(body).digest('hex')}`;

const writeJournal = async (path: string, messages: readonly Envelope[], pause: Pause): Promise<void> => {
  const handle = openSync(path, 'w');
  try {
    for (let from = 0; from < messages.length; from += JOURNAL_LINES) {
      await pause();
      writeFileSync(handle, messages.slice(from, from + JOURNAL_LINES).map((each) => `${journalLine(each)}\n`).join(''));
    }
  } finally {
    closeSync(handle);
  }
};

/** A file each. Names are made of tokens that were checked on the bus, never of what a body says. */
const writeBodies = async (into: string, folder: string, messages: readonly Envelope[], pause: Pause): Promise<void> => {
  mkdirSync(join(into, folder));
  const written = new Map<string, string>();
  const index: object[] = [];
  for (const message of messages) {
    await pause();
    const content = contentOf(message);
    let name = written.get(content);
    if (name === undefined) {
      const { type, from, key, stamp, body } = message;
      name = `${String(written.size + 1).padStart(5, '0')}_${stampText(stamp.t)}_${type}_${from}_${key}.${extension(type)}`;
      written.set(content, name);
      writeFileSync(join(into, folder, name), body);
    }
    index.push({ id: messageId(message), file: name, offset: 0, length: message.body.length, ...about(message) });
  }
  writeFileSync(join(into, folder, 'index.ndjson'), lines(index));
};

/** One append-only archive per sender, with an index beside it. */
const writeArchives = async (into: string, name: string, messages: readonly Envelope[], pause: Pause): Promise<void> => {
  const folder = join(into, name);
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
        await pause();
        const content = contentOf(message);
        let offset = offsets.get(content);
        if (offset === undefined) {
          offsets.set(content, (offset = end));
          // Not writeSync: on a disk that is nearly full it may write less than it is given, and say so only by number.
          writeFileSync(handle, message.body);
          end += message.body.length;
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
 * @param signal stops the writing, before the folder has its name.
 * @throws Error of the file system, or what `signal` was aborted with; nothing of this run is then left under its name.
 */
export const writeRunFolder = async (
  runs: string, id: string, world: Pick<World, 'journal' | 'states' | 'options'>, extra: Readonly<Record<string, string>>, signal?: AbortSignal,
): Promise<RunFolder> => {
  const path = join(runs, id);
  const partial = join(runs, `.${id}.partial-${process.pid}`);
  const pause = pauses(signal);
  makeFolder(runs);
  rmSync(partial, { recursive: true, force: true });
  try {
    mkdirSync(partial);
    const messages = [...world.journal.messages].sort(canonical);
    await writeJournal(join(partial, 'journal.ndjson'), messages, pause);
    writeFileSync(join(partial, 'steps.ndjson'), lines(world.journal.steps));
    writeFileSync(join(partial, 'refusals.ndjson'), lines(world.journal.refusals));
    writeFileSync(join(partial, 'states.ndjson'), lines([...world.states()]));
    const isLarge = world.options.estate.installations.length > ARCHIVE_ABOVE_INSTALLATIONS;
    for (const [folder, types] of FOLDERS) if (!isLarge || folder === 'reports') await writeBodies(partial, folder, messages.filter(({ type }) => types.includes(type)), pause);
    if (isLarge) await writeArchives(partial, 'archive', messages, pause);
    else await writeArchives(partial, 'notices', messages.filter(({ type }) => NOTICES.includes(type)), pause);
    for (const [name, content] of Object.entries(extra)) writeFileSync(join(partial, name), content);
    await setImmediate();
    signal?.throwIfAborted();
    giveName(partial, path);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
  try {
    pointLatest(runs, id);
    return { id, path };
  } catch (latestFailed) {
    return { id, path, latestFailed };
  }
};
