/** What an open seat promises to the code that sits in it. */
import { describe, expect, it } from 'vitest';
import { maRecordFor } from '../../harness/estate/index.ts';
import type { Seat, SeatTools } from '../../harness/world/seat.ts';
import { createWorld, type World } from '../../harness/world/world.ts';
import { canonical } from '../../harness/world/journal.ts';
import { encodeMa } from '../../protocol/files/csv.ts';
import { buildMaFileName } from '../../protocol/files/maFileName.ts';
import { encodeMaPackage } from '../../protocol/files/maPackage.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { HOUR, MINUTE, londonTime } from '../../protocol/time.ts';
import { HAPPY, runOf } from './support.ts';

const SUBMIT_AT = londonTime('2020-11-03', '09:00');
const KEY = 'MA-SUPA-CB-20201109';

const submit = (tools: SeatTools): void => {
  const csv = encodeMa(tools.installations.map((each) => maRecordFor(each, { migrationWeek: '2020-11-09', migrateOn: '2020-11-09', certificates: tools.certificates, authoriser: 'SUPA' })));
  const fileName = buildMaFileName({ smso: 'CB', sender: tools.directory.entityOf(tools.address), submittedAt: tools.now() });
  tools.send({ to: 'mcc', type: 'MA', key: KEY, body: encodeMaPackage({ fileName, csv, signature: tools.sign(csv) }) });
};

/** What the emulator's own supplier sends on the good path. */
const hosted = await runOf(HAPPY);
const planned = hosted.world.journal.messages.filter(({ from }) => from === 'supplier-SUPA');

/** Does as the emulator's own supplier does: the planning files as they are, the Migration Authorisation written and signed anew. */
const usual = (receive: Seat['receive'] = () => undefined): Seat => ({
  start: (tools) => planned.forEach(({ stamp }, index) => tools.wakeAt(stamp.t, String(index))),
  wake: (note, tools) => {
    const message = planned[Number(note)] as Envelope;
    if (message.type === 'MA') submit(tools);
    else tools.send(message);
  },
  receive,
});

const played = async (seats: Record<string, Seat>): Promise<World> => {
  const world = await createWorld({ seats });
  await world.run();
  await world.close();
  return world;
};
const microtasks = async (count: number): Promise<void> => {
  for (let each = 0; each < count; each += 1) await Promise.resolve();
};
const slowly = (seat: Seat): Seat => ({
  ...seat,
  wake: async (note, tools) => {
    await microtasks(5);
    await seat.wake?.(note, tools);
  },
});
/** A seat for a party that the good path leaves alone. */
const bystander = (seat: Partial<Seat>): Record<string, Seat> => ({ 'supplier-SUPB': { receive: () => undefined, ...seat } });

/** Wipes whatever it has sent. */
const forgetful = (seat: Seat): Seat => ({
  ...seat,
  wake: (note, tools) => seat.wake?.(note, { ...tools, send: (message) => {
    const body = new Uint8Array(message.body);
    tools.send({ ...message, body });
    body.fill(0);
  } }),
});

describe('an open seat', () => {
  it('is taken by address, or by role where there is one party of it', async () => {
    await expect(createWorld({ seats: { 'supplier-NOBODY': usual() } })).rejects.toThrow(/seat "supplier-NOBODY": no such party; there are .*supplier-SUPA/);
    await expect(createWorld({ seats: { supplier: usual() } })).rejects.toThrow('seat "supplier": which one of supplier-SUPA, supplier-SUPB, supplier-SUPC?');
    const world = await createWorld({ seats: { 's1sp-CB': usual(), mcc: usual() } });
    expect([...new Set([...world.states()].map(({ party }) => party))]).not.toContain('mcc');
  });

  it('makes the same world as the emulator’s own supplier when it behaves the same, however long it thinks (law L9)', async () => {
    const quick = await played({ 'supplier-SUPA': usual() });
    const slow = await played({ 'supplier-SUPA': slowly(usual(() => microtasks(7))) });
    const hash = hosted.world.journal.hash();
    expect([quick.journal.hash(), slow.journal.hash()]).toEqual([hash, hash]);
  });

  it('is replaced: without its authorisation nothing migrates', async () => {
    const world = await played({ 'supplier-SUPA': { receive: () => undefined } });
    expect(world.journal.messages.filter(({ type }) => type === 'MA' || type === 'MCF')).toEqual([]);
  });

  it('is given one message at a time, in canonical order, at the virtual time it is readable', async () => {
    const got: Envelope[] = [];
    let busy = 0;
    const late: Envelope[] = [];
    const world = await played({ 'supplier-SUPA': usual(async (message, tools) => {
      busy += 1;
      expect(busy).toBe(1);
      if (tools.now() !== message.stamp.t) late.push(message);
      await microtasks(1 + (got.length % 5));
      got.push(message);
      busy -= 1;
    }) });
    const own = world.journal.messages.filter(({ to }) => to === 'supplier-SUPA');
    expect(got.map(({ from, seq }) => [from, seq])).toEqual([...own].sort(canonical).map(({ from, seq }) => [from, seq]));
    expect(got.length).toBeGreaterThan(10);
    expect(late).toEqual([]);
  });

  it('is woken when it asked to be, at once where that time has passed, in the order asked', async () => {
    const woken: string[] = [];
    const world = await played(bystander({
      start: (tools) => {
        const begin = tools.now();
        for (const [minutes, note] of [[90, 'second'], [60, 'first'], [90, 'third'], [-5, 'at once']] as const) tools.wakeAt(begin + minutes * MINUTE, note);
        woken.push(`start ${begin}`);
      },
      wake: (note, tools) => {
        woken.push(`${note} ${tools.now()}`);
        if (note === 'first') tools.wakeAt(tools.now(), 'again');
      },
    }));
    const begin = world.startAt;
    expect(woken).toEqual([
      `start ${begin}`, `at once ${begin}`, `first ${begin + HOUR}`, `again ${begin + HOUR}`, `second ${begin + 90 * MINUTE}`, `third ${begin + 90 * MINUTE}`,
    ]);
  });

  it('reads a message before it is woken at the same stamp', async () => {
    const seen: string[] = [];
    await played({
      'supplier-SUPB': {
        start: (tools) => tools.wakeAt(SUBMIT_AT, 'send'),
        wake: (_note, tools) => tools.send({ to: 'supplier-SUPC', type: 'MRR', key: 'hello', body: new Uint8Array([1]) }),
        receive: () => undefined,
      },
      'supplier-SUPC': {
        start: (tools) => tools.wakeAt(SUBMIT_AT, 'before'),
        // Asked for now, it comes one micro-step later: the stamp at which the message is readable.
        wake: (note, tools) => { seen.push(note); if (note === 'before') tools.wakeAt(tools.now(), 'after'); },
        receive: ({ key, type }) => { if (key === 'hello') seen.push(type); },
      },
    });
    expect(seen).toEqual(['before', 'MRR', 'after']);
  });

  it('numbers what it sends per receiver, readable one micro-step later (H3)', async () => {
    const world = await played(bystander({
      start: (tools) => {
        for (const to of ['supplier-SUPC', 'networkOperator-EDA', 'supplier-SUPC']) tools.send({ to, type: 'MRR', key: 'hello', body: new Uint8Array([1]) });
      },
    }));
    const sent = world.journal.messages.filter(({ from }) => from === 'supplier-SUPB').map(({ to, seq, stamp }) => [to, seq, stamp.n]);
    expect(sent).toEqual([['supplier-SUPC', 1, 1], ['networkOperator-EDA', 1, 1], ['supplier-SUPC', 2, 1]]);
  });

  it('is told at once what it may not do', async () => {
    const told: string[] = [];
    const attempt = (what: () => unknown): void => {
      try {
        what();
      } catch (error) {
        told.push((error as Error).message);
      }
    };
    await played({ 'networkOperator-EDB': {
      start: (tools) => {
        attempt(() => tools.send({ to: 'mcc', type: 'MRR', key: 'with blanks', body: new Uint8Array() }));
        attempt(() => tools.wakeAt(0.5, 'never'));
        attempt(() => tools.sign(new Uint8Array([1])));
      },
      receive: () => undefined,
    } });
    expect(told).toEqual([
      'networkOperator-EDB: message key "with blanks": letters, digits, _ and - expected', 'networkOperator-EDB: wake at 0.5', 'networkOperator-EDB has no signing key',
    ]);
  });

  it('stops the world with its own error, and with an error about a receiver who is not there', async () => {
    const angry = await createWorld({ seats: { 'supplier-SUPA': usual(() => { throw new Error('our mainframe is down'); }) } });
    await expect(angry.run()).rejects.toThrow('our mainframe is down');
    const lost = await createWorld({ seats: bystander({ start: (tools) => tools.send({ to: 'supplier-X', type: 'MA', key: 'k', body: new Uint8Array([1]) }) }) });
    await expect(lost.run()).rejects.toThrow('supplier-SUPB sends MA to "supplier-X", who is not in this world');
  });

  it('may use its own bytes again once they are sent (law L3)', async () => {
    const world = await played({ 'supplier-SUPA': forgetful(usual()) });
    expect(world.journal.hash()).toBe(hosted.world.journal.hash());
  });

  it('holds copies of its own (law L3): scribbling over what it is given reaches nobody', async () => {
    const world = await played({ 'supplier-SUPA': usual((message) => { message.body.fill(0); }) });
    expect(world.journal.hash()).toBe(hosted.world.journal.hash());
    const copies = await played({ bimi: { receive: (message) => { message.body.fill(0); } } });
    const quiet = await played({ bimi: { receive: () => undefined } });
    expect(copies.journal.hash()).toBe(quiet.journal.hash());
    expect(copies.journal.messages.some(({ type, to }) => type === 'COF' && to === 'bimi')).toBe(true);
  });
});
