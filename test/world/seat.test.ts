/** The first page of the guide: a supplier’s own code in the supplier’s seat, from its Migration Authorisation to its outcome. */
import { expect, it } from 'vitest';
import { maRecordFor } from '../../harness/estate/index.ts';
import { planFor } from '../../harness/scenarios/scenario.ts';
import type { Seat } from '../../harness/world/seat.ts';
import { createWorld, demonstrationEstate } from '../../harness/world/world.ts';
import { encodeMa } from '../../protocol/files/csv.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { buildMaFileName } from '../../protocol/files/maFileName.ts';
import { encodeMaPackage } from '../../protocol/files/maPackage.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { londonTime } from '../../protocol/time.ts';

it('your own system takes a supplier’s seat, authorises a migration, and hears it go wrong and come right', async () => {
  const estate = demonstrationEstate();
  const heard: Envelope[] = [];
  const yourSystem: Seat = {
    start: (tools) => tools.wakeAt(londonTime('2020-11-03', '09:00'), 'submit'),
    wake: async (_note, tools) => {
      const records = tools.installations.map((each) => maRecordFor(each, { migrationWeek: '2020-11-09', certificates: tools.certificates }));
      const csv = await Promise.resolve(encodeMa(records)); // as slow as you like: the world holds its time still
      const fileName = buildMaFileName({ smso: 'CB', sender: tools.directory.entityOf(tools.address), submittedAt: tools.now() });
      tools.send({ to: 'mcc', type: 'MA', key: 'my-first-authorisation', body: encodeMaPackage({ fileName, csv, signature: tools.sign(csv) }) });
    },
    receive: async (message) => {
      await Promise.resolve();
      heard.push(message);
    },
  };

  const faults = planFor('2.5.7-X5.9-02-in-time', estate.installations[0]!); // a Migration Group File with a bad signature
  const world = await createWorld({ estate, faults, seats: { 'supplier-SUPA': yourSystem } });
  await world.run();

  expect([...new Set(heard.map(({ type }) => type))]).toEqual(['MRR', 'SSI_NOTIFICATION', 'ALERT', 'COF']);
  const [outcome] = heard.filter(({ type }) => type === 'COF');
  expect(decodeFile(outcome!.body)).toMatchObject({ secPartySignifier: 'SUPA', installations: [{ installationId: 'I0001', outcome: 'Success' }] });
});
