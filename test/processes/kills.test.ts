/** Whoever is killed, at whatever moment: nothing is lost, nothing doubled, the same facts (transport page). */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../protocol/security/seed.ts';
import { Fleet } from '../../harness/processes/fleet.ts';
import type { PlayedRun } from '../../harness/processes/play.ts';
import { freshRun, testServer } from '../bus/support.ts';
import { inMemory, scenarioOf, scene } from './support.ts';

const server = await testServer('killed processes');
const ROW = '2.5.7-X5.9-02-too-late';

if (server === undefined) {
  describe.skip('killed processes: no server, see the warning above', () => { it('is not run', () => undefined); });
} else {
  const { play, fleet, server: own, control, exits } = await scene(4);
  const names = [...fleet.processes.keys()];

  /** 0 lost, 0 doubled, the same facts. */
  const isWhole = async (played: PlayedRun): Promise<void> => {
    const world = await inMemory(ROW);
    expect(new Set(played.journal.messages.map(({ from, to, seq }) => `${from} ${to} ${seq}`)).size).toBe(played.journal.messages.length);
    expect(played.journal.hash()).toBe(world.journal.hash());
    expect(played.journal.steps).toEqual(world.journal.steps);
    expect(exits).toEqual([]);
  };

  describe('R2 M3 P3: kill -9 under virtual time', () => {
    it('parties: each once, at seeded rounds, while the others go on', async () => {
      const random = seededRandom('kills', 'parties');
      const due = new Map(names.map((name) => [5 + random.int(120), name]));
      const restarts: Promise<void>[] = [];
      const played = await play({
        script: scenarioOf(ROW), snapshotSteps: 7,
        onProgress: (_, round) => {
          const name = due.get(round);
          if (name !== undefined) restarts.push(fleet.restart(name));
        },
      });
      await Promise.all(restarts);
      expect(restarts).toHaveLength(names.length);
      await isWhole(played);
    });

    it('the server, twice', async () => {
      const restarts: Promise<void>[] = [];
      const played = await play({
        script: scenarioOf(ROW), onProgress: (_, round) => { if (round === 30 || round === 110) restarts.push(own.kill().then(() => own.restart())); },
      });
      await Promise.all(restarts);
      expect(restarts).toHaveLength(2);
      await isWhole(played);
    });

    it('a party that was frozen and taken for dead is fenced off when it wakes: it says so, ends, and nothing of it travels', async () => {
      const [name = ''] = names.filter((each) => each.startsWith('dsp'));
      const frozen = fleet.pidOf(name) ?? 0;
      const casts = [{ name, parties: fleet.processes.get(name) ?? [] }];
      let twin: Promise<Fleet> | undefined;
      let woken = false;
      const played = await play({
        script: scenarioOf(ROW),
        onProgress: (_, round) => {
          if (round === 40) {
            process.kill(frozen, 'SIGSTOP');
            twin = Fleet.start({ url: own.url, fleet: control.run, casts });
          }
          if (round === 60) woken = process.kill(frozen, 'SIGCONT');
        },
      });
      expect(woken).toBe(true);
      const ended = exits.splice(0);
      await isWhole(played);
      await (await twin)?.stop();
      if (ended.length === 0) await expect.poll(() => exits.length, { timeout: 20_000 }).toBe(1);
      expect([...ended, ...exits.splice(0)]).toEqual([expect.stringMatching(new RegExp(`^${name}: exit 0: mehrs: process ${name} ends: another (copy|consumer) of .* (has taken|took) over`))]);
      await fleet.restart(name);
    });

    it('R3: the coordinator, at every kind of moment; another takes over and decides nothing twice', async () => {
      const run = freshRun();
      class Killed extends Error {}
      const random = seededRandom('kills', 'coordinator');
      let last = 0;
      for (let kills = 0; kills < 6; kills += 1) {
        const at = 4 + random.int(30);
        await expect(play({ run, script: scenarioOf(ROW), onProgress: (now, round) => {
          last = now;
          if (round === at) throw new Killed();
        } })).rejects.toThrow(Killed);
      }
      expect(last).toBeGreaterThan(0);
      await isWhole(await play({ run, script: scenarioOf(ROW) }));
    });
  });
}
