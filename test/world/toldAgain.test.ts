/** Outcomes that are told again for somebody else while things go on (MEHRS 2.6.7, 2.7.2; decisions D-311 to D-313). */
import { describe, expect, it } from 'vitest';
import { decodeMacr } from '../../protocol/files/csv.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { decodeNotice } from '../../protocol/messages/notices.ts';
import { EXCURSIONS, scenarioOf } from '../../harness/scenarios/excursions.ts';
import { createWorld, type World } from '../../harness/world/world.ts';

const played = async (name: string): Promise<World> => {
  const excursion = EXCURSIONS[name];
  if (excursion === undefined) throw new RangeError(`no excursion ${name}`);
  const world = await createWorld(scenarioOf(excursion).world);
  await world.run();
  await world.close();
  return world;
};
const sent = (world: World, type: string, to: string) => world.journal.inOrder().filter((each) => each.type === type && each.to === to);

describe('told again', () => {
  it('MEHRS 2.6.7 CB: a failure of the hub told again for the Commissioning Party is not the last word', async () => {
    const world = await played('hub-not-commissioned-told-again-under-its-incident');
    expect(sent(world, 'MACR', 'mcc').flatMap(({ body }) => decodeMacr(body).records.map(({ completionStatus }) => completionStatus))).toEqual(['Success']);
  });

  it('MEHRS 2.7.2 CB: a Commissioning File made again has the newest outcome of an Installation, once', async () => {
    const last = sent(await played('hub-commissioned-as-its-failure-is-told-again'), 'SCF', 'cp').at(-1);
    expect(last === undefined ? [] : decodeFile(last.body).installations).toMatchObject([{ installationId: 'I0001', outcome: 'Success' }]);
  });

  it('MEHRS 2.7.2 CB: what a refused Commissioning File told is told again though the next one was accepted', async () => {
    const world = await played('one-commissioning-file-refused-and-the-next-accepted');
    const states = [...world.states()].filter(({ machine }) => machine === 'cp.installation').map(({ state }) => state);
    expect(states).toEqual(states.map(() => 'commissioned'));
    expect(states).toHaveLength(4);
  });

  it('D-90, D-311 CB: what cannot be verified after the Incident about it is raised again', async () => {
    const raised = sent(await played('commissioning-file-unverified-again-and-again'), 'INCIDENT_RAISED', 'mcc').map(({ body }) => decodeNotice('INCIDENT_RAISED', body).section);
    expect(raised.filter((section) => section === 'X2.7.2')).toHaveLength(2);
  });
});
