/** Law L9: same seed, same world, same bytes; in this process, in a fresh one, and in no other seed's world. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { XML_FILE_TYPES } from '../../protocol/messages/types.ts';
import { HAPPY, planOf, runOf, runWorld } from './support.ts';

const ROWS = [HAPPY, '2.5.7-X5.9-02-too-late', '2.7.5-C4'];
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** The journal of the good path, made where no other world has ever run. */
const FRESH = `
  const { createWorld } = await import('./harness/world/world.ts');
  const world = await createWorld();
  await world.run();
  process.stdout.write(world.journal.lines().join('\\n'));
`;

describe('L9', () => {
  for (const row of ROWS) {
    it(`${row}: the same seed gives the same files to the byte, signatures and ciphertext included`, async () => {
      const first = await runOf(row);
      const second = await runWorld({ faults: planOf(row) });
      expect(second.world.journal.lines()).toEqual(first.world.journal.lines());
      expect(second.world.journal.hash()).toBe(first.world.journal.hash());
      const files = first.messages.filter(({ type }) => (XML_FILE_TYPES as readonly string[]).includes(type));
      expect(files.length).toBeGreaterThan(15);
      for (const [index, message] of first.messages.entries()) expect(Buffer.compare(message.body, second.messages[index]?.body ?? new Uint8Array())).toBe(0);
    });
  }

  it('the run’s name and the number of worlds made before do not show', async () => {
    const { world } = await runWorld({ run: 'another-name' });
    expect(world.journal.hash()).toBe((await runOf(HAPPY)).world.journal.hash());
  });

  it('two worlds that advance in turns do not disturb each other (law L2)', async () => {
    const { createWorld } = await import('../../harness/world/world.ts');
    const [one, other] = [await createWorld(), await createWorld({ faults: planOf('2.7.5-C4') })];
    for (let at = one.startAt; at < one.endAt; at += (one.endAt - one.startAt) / 97) {
      await one.advance(Math.floor(at));
      await other.advance(Math.floor(at));
    }
    await one.run();
    await other.run();
    expect(one.journal.hash()).toBe((await runOf(HAPPY)).world.journal.hash());
    expect(other.journal.hash()).toBe((await runOf('2.7.5-C4')).world.journal.hash());
  });

  it('a fresh process gives the same journal', async () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', FRESH], { cwd: REPOSITORY, encoding: 'utf8', timeout: 60_000 });
    expect(status, stderr).toBe(0);
    expect(stdout.split('\n')).toEqual((await runOf(HAPPY)).world.journal.lines());
  });

  it('another seed gives another world: other Installations, keys and signatures', async () => {
    const [seven, eight] = [await runOf(HAPPY), await runWorld({ seed: '8' })];
    expect(eight.world.journal.hash()).not.toBe(seven.world.journal.hash());
    for (const type of ['MA', 'MCF', 'MEF', 'SCF', 'COF'] as const) {
      const body = ({ messages }: typeof seven) => Buffer.from(messages.find((each) => each.type === type)?.body ?? []).toString();
      expect(body(eight)).not.toBe('');
      expect(body(eight)).not.toBe(body(seven));
    }
  });

  it('the same estate under another seed has the same story in other bytes', async () => {
    const { demonstrationEstate } = await import('../../harness/world/world.ts');
    const seven = await runOf(HAPPY);
    const eight = await runWorld({ seed: '8', estate: demonstrationEstate('7') });
    const story = ({ messages }: typeof seven) => messages.map(({ stamp, from, to, type }) => `${stamp.t}.${stamp.n} ${from} ${to} ${type}`);
    expect(story(eight)).toEqual(story(seven));
    expect(eight.world.journal.hash()).not.toBe(seven.world.journal.hash());
  });
});
