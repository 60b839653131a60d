/** H1, law L2: a party is its records, its mailbox and its deadlines, and nothing else. */
import { describe, expect, it } from 'vitest';
import { addressesOf } from '../../harness/world/directory.ts';
import { journalLine } from '../../harness/world/journal.ts';
import type { Address } from '../../protocol/domain.ts';
import { HAPPY, SUBJECT, planOf, runOf } from '../world/support.ts';
import { demonstrationEstate } from '../../harness/world/world.ts';
import { alone, mailboxOf } from './alone.ts';

const PARTIES_OF_THE_WORLD: readonly Address[] = addressesOf(demonstrationEstate());
/** Nothing in these plans reaches into a party's records from outside. */
const ROWS = [HAPPY, '2.5.7-X5.9-02-too-late', '2.6.2-timeout-contact-lost'];

describe('H1: a party given its mailbox again, alone, does the same again', () => {
  for (const row of ROWS) {
    for (const at of PARTIES_OF_THE_WORLD) {
      it(`${row}: ${at}`, async () => {
        const { world, messages } = await runOf(row);
        const party = alone(world, at, planOf(row));
        for (const group of mailboxOf(messages, at)) party.deliver(group);
        party.finish();
        const spoilt = row.startsWith('2.5.7') && at.startsWith('rp');
        const lines = (of: typeof messages) => of.filter(({ type }) => !(spoilt && type === 'MGF')).map(journalLine);
        expect(lines(party.out)).toEqual(lines(world.journal.messages.filter(({ from }) => from === at)));
        expect(party.record.steps).toEqual(world.journal.steps.filter((step) => step.party === at));
        expect(party.record.refusals).toEqual([]);
      });
    }
  }

  it(`the demonstration world has every role there is, about ${SUBJECT.id}`, () => {
    expect(PARTIES_OF_THE_WORLD.length).toBeGreaterThanOrEqual(13);
  });
});
