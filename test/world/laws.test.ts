/** The laws of the design over every catalogue row's run, looked at without the verdict's help. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { PartyHost } from '../../actors/runtime/host.ts';
import { Store } from '../../actors/runtime/store.ts';
import { createWorld, demonstrationEstate } from '../../harness/world/world.ts';
import { rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import { applicability } from '../../protocol/mehrs/expected/reasonCodes.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { HAPPY, SUBJECT, only, read, replayLine, rows, runOf, runWorld, sent, verdictOn } from './support.ts';

/** One of every kind of end; all rows are judged in rows.test.ts. */
const ROWS = [
  HAPPY, '2.5.7-X5.9-02-in-time', '2.5.7-X5.9-02-too-late', '2.5.7-X5.9-02-ma-expired', '2.6.2-timeout-contact-restored', '2.6.2-timeout-contact-lost', '3.1-middle', '3.1-last',
  '2.7.5-C4', '2.7.5-C4-recovered',
];
const COMMISSIONED = ROWS.filter((id) => rowById(id).disposition === 'commissioned');

/** Freezes a value and all it holds; bytes cannot be frozen and keys need not be. */
const freeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return;
  Object.freeze(value);
  for (const each of Object.values(value)) freeze(each);
};

describe('L2: nobody reaches into anybody', () => {
  it('every record a party keeps, and the estate, may be frozen: nobody changes a value in place', async () => {
    const original = Store.prototype.put;
    let kept = 0;
    const put = vi.spyOn(Store.prototype, 'put').mockImplementation(function frozen(this: unknown, ...record: unknown[]) {
      freeze(record[2]);
      kept += 1;
      Reflect.apply(original, this, record);
    });
    onTestFinished(() => void put.mockRestore());
    const estate = demonstrationEstate();
    freeze(estate);
    const { world } = await runWorld({ estate });
    expect(kept).toBeGreaterThan(200);
    expect(world.journal.hash()).toBe((await runOf(HAPPY)).world.journal.hash());
  });
});

describe('L3: what travels is bytes', () => {
  it('every receiver of a copy holds bytes of its own', async () => {
    const receive = vi.spyOn(PartyHost.prototype, 'receive');
    onTestFinished(() => receive.mockRestore());
    const world = await createWorld();
    await world.run();
    const bodies = receive.mock.calls.map(([{ body }]) => body);
    expect(bodies).toHaveLength(world.journal.messages.length);
    expect(bodies.every((body) => body instanceof Uint8Array)).toBe(true);
    expect(new Set(bodies.map(({ buffer }) => buffer)).size).toBe(bodies.length);
  });
});

describe('L5: every Installation ends once', () => {
  it.each(ROWS)('%s: one completion for the Installation, and it agrees with the last outcome', async (row) => {
    const run = await runOf(row);
    const completion = only(sent(run.messages, 'MACR', 'rp', 'mcc').flatMap(rows));
    expect(completion, replayLine(row)).toMatchObject({ mpan: SUBJECT.mpan, completionStatus: COMMISSIONED.includes(row) ? 'Success' : 'Failure' });
    const cof = sent(run.messages, 'COF', 'cp', 'rp').at(-1);
    if (COMMISSIONED.includes(row)) expect(read(cof as Envelope), replayLine(row)).toMatchObject({ installations: [{ outcome: 'Success' }] });
    else if (cof !== undefined) expect(read(cof), replayLine(row)).toMatchObject({ installations: [{ outcome: 'Failure' }] });
    expect(verdictOn(row, run).findings.filter(({ clause }) => clause === 'L5').map(({ result }) => result)).toEqual(['pass', 'pass']);
  });
});

describe('L6: one master', () => {
  it.each(ROWS)('%s: a command reaches the home only by the master of the SIM', async (row) => {
    let master: unknown = 'smso';
    const seen = new Set<unknown>();
    for (const message of (await runOf(row)).messages) {
      if (message.type === 'SIM_RESPONSE' && read(message)['result'] === 'done') master = read(message)['master'];
      if (message.type !== 'DEVICE_COMMAND') continue;
      expect(read(message)['via'], replayLine(row)).toBe(master);
      seen.add(master);
    }
    const takenBack = row.startsWith('2.6.2');
    expect(master).toBe(takenBack ? 'smso' : 'dcc');
    // The one whose authorisation expires is handed over and then left alone.
    expect([...seen]).toEqual(row === '2.5.7-X5.9-02-ma-expired' ? [] : takenBack ? ['dcc', 'smso'] : ['dcc']);
  });
});

describe('L8: no foreign code', () => {
  it.each(ROWS)('%s: every reason code is one that Table A.1 gives to the Group ID', async (row) => {
    const run = await runOf(row);
    const codes = [...sent(run.messages, 'MAVR'), ...sent(run.messages, 'MACR')].flatMap(rows).map(({ reasonCode }) => String(reasonCode)).filter((code) => code !== '');
    expect(codes.map((code) => `${code} ${applicability(code, 'CB')}`), replayLine(row)).toEqual(codes.map((code) => `${code} applicable`));
    expect(codes.length > 0, replayLine(row)).toBe(!COMMISSIONED.includes(row));
  });
});

describe('L10: reports reconcile', () => {
  it.each(ROWS)('%s: the successes of S1MIG-006 are those of S1MIG-001, and a failure stands in S1MIG-006 with the code of the MACR', async (row) => {
    const { messages } = await runOf(row);
    const entries = (to: string, number: number) => sent(messages, 'MRR', 'bimi', to).filter((each) => read(each)['report'] === number).flatMap(rows);
    const completion = only(sent(messages, 'MACR', 'rp', 'mcc').flatMap(rows));
    for (const to of ['mcc', 'supplier-SUPA']) {
      const six = entries(to, 6);
      const successes = six.filter((entry) => entry['Completion Status'] === 'Success').map((entry) => entry['Installation']);
      expect(successes, replayLine(row)).toEqual(COMMISSIONED.includes(row) ? [SUBJECT.id] : []);
      expect(entries(to, 1).map((entry) => entry['Installation']), replayLine(row)).toEqual(successes);
      const failures = six.filter((entry) => entry['Completion Status'] === 'Failure');
      expect(failures.map((entry) => [entry['MPAN'], entry['Completion Reason Code']]), replayLine(row))
        .toEqual(completion['completionStatus'] === 'Failure' ? [[SUBJECT.mpan, completion['reasonCode']]] : []);
      expect(six).toHaveLength(1);
    }
  });
});
