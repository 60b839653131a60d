/** The folder a run leaves: every file as it travelled, alerts, requests, incidents, reports, journal. Whole or not at all. */
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { XML_FILE_TYPES, type MessageType } from '../../protocol/messages/types.ts';
import { utcText } from '../../protocol/time.ts';
import type { World } from '../world/world.ts';
import { canonical, journalLine } from '../world/journal.ts';

const FOLDERS: readonly (readonly [folder: string, types: readonly MessageType[]])[] = [
  ['files', [...XML_FILE_TYPES, 'MA', 'MAVR', 'MACR']],
  ['alerts', ['ALERT']],
  ['requests', ['COMMISSIONING_REQUEST', 'COUNTERSIGNED_REQUEST', 'SERVICE_RESPONSE', 'S1SP_RESPONSE', 'CHF_REQUEST', 'CHF_RESPONSE']],
  ['incidents', ['INCIDENT_RAISED', 'INCIDENT_ASSIGNED', 'INCIDENT_RESOLVED', 'INCIDENT_CLOSED', 'SSI_NOTIFICATION']],
  ['reports', ['MRR']],
];
const CSV: readonly MessageType[] = ['MAVR', 'MACR', 'MRR'];

const extension = (type: MessageType, folder: string): string => (CSV.includes(type) ? 'csv' : type === 'MA' || folder === 'incidents' ? 'json' : 'xml');

const stampText = (t: number): string => utcText(t).replace(/[-:]/g, '');

export interface RunFolder {
  readonly id: string;
  readonly path: string;
}

/** Names are made of tokens that were checked on the bus, never of what a body says. */
const writeBodies = (into: string, folder: string, messages: readonly Envelope[]): void => {
  mkdirSync(join(into, folder));
  const index: object[] = [];
  const written = new Map<string, string>();
  for (const { type, from, to, key, seq, stamp, body } of messages) {
    const content = createHash('sha256').update(body).digest('hex');
    const identity = `${from} ${type} ${content}`;
    let name = written.get(identity);
    if (name === undefined) {
      name = `${String(written.size + 1).padStart(5, '0')}_${stampText(stamp.t)}_${type}_${from}_${key}.${extension(type, folder)}`;
      written.set(identity, name);
      writeFileSync(join(into, folder, name), body);
    }
    index.push({ file: name, t: stamp.t, n: stamp.n, from, to, type, key, seq });
  }
  writeFileSync(join(into, folder, 'index.ndjson'), index.map((each) => `${JSON.stringify(each)}\n`).join(''));
};

const lines = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

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
    for (const [folder, types] of FOLDERS) writeBodies(partial, folder, messages.filter(({ type }) => types.includes(type)));
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
