/**
 * Memory of an Installation in flight: between hand-over and completion, when parties remember most about it. Heap and
 * buffers after a forced collection, against the same world before its first message. `npm run bench:memory -- [installations]`.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { generateEstate } from '../harness/estate/index.ts';
import { WISHES } from '../harness/cli/estate.ts';
import { createWorld } from '../harness/world/world.ts';
import { addDays, londonText, londonTime } from '../protocol/time.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const keptBytes = (): number => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

const KB = 1000;
const installations = Number(process.argv[2] ?? 250);
const world = await createWorld({ estate: generateEstate({ seed: '7', installations, ...WISHES }) });
const empty = keptBytes();
const show = (moment: string, at: number): void => {
  const journal = world.journal.messages.reduce((sum, { body }) => sum + body.byteLength, 0);
  const each = (bytes: number): string => `${(bytes / installations / KB).toFixed(0)} KB`;
  const kept = keptBytes() - empty;
  process.stdout.write(`${londonText(at)}  ${moment}: ${each(kept)} an Installation, of which ${each(journal)} are bodies of the ${world.journal.messages.length} messages the journal keeps\n`);
};
const { migrationWeek } = world.options;
for (const [moment, day, time] of [['all authorised', -1, '12:00'], ['Migration Week, mid-way', 2, '12:00'], ['all at an end', 14, '00:00']] as const) {
  const at = londonTime(addDays(migrationWeek, day), time);
  await world.advance(at);
  show(moment, at);
}
