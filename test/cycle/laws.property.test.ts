/**
 * The laws of the design over generated estates: any groups, shapes, commissioners and priorities, and hubs that are out
 * of coverage for a while during hand-over or contact. Each law looks at the same runs; fast-check prints what it drew.
 */
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { PartyHost } from '../../actors/runtime/host.ts';
import { outcomesOf } from '../../harness/reports/outcome.ts';
import { COHORT_OF, address, roleOf, type Installation } from '../../protocol/domain.ts';
import { applicability } from '../../protocol/mehrs/expected/reasonCodes.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { addDays, londonDate, londonTime } from '../../protocol/time.ts';
import { digest, draws, estateOf, makeRun, runOf, type Draw } from './generated.ts';
import { about, activeSuppliersOf, fileIn, isBefore, nameOf, only, read, rows, sent, suppliersOf, type Run } from './support.ts';

const RUNS = { seed: 390, numRuns: 8, endOnFailure: true } as const;
const TIMEOUT_MS = 180_000;

const law = (name: string, holds: (run: Run, draw: Draw) => void | Promise<void>): void => {
  it(name, () => fc.assert(fc.asyncProperty(draws, async (draw) => holds(await runOf(draw), draw)), RUNS), TIMEOUT_MS);
};
const installations = (draw: Draw): readonly Installation[] => estateOf(draw).installations;

const original = PartyHost.prototype.receive;

describe('L3: what travels is bytes', () => {
  it('no two receivers share a buffer, and what was delivered stays as it was', async () => {
    const received = vi.spyOn(PartyHost.prototype, 'receive');
    onTestFinished(() => received.mockRestore());
    await fc.assert(fc.asyncProperty(draws, async (draw) => {
      received.mockClear();
      const delivered: { readonly body: Uint8Array; readonly sha256: string }[] = [];
      received.mockImplementation(function deliver(this: PartyHost, envelope: Envelope) {
        delivered.push({ body: envelope.body, sha256: digest(envelope.body) });
        original.call(this, envelope);
      });
      const { world } = await makeRun(draw);
      expect(delivered).toHaveLength(world.journal.messages.length);
      expect(new Set(delivered.map(({ body }) => body.buffer)).size).toBe(delivered.length);
      for (const { body, sha256 } of delivered) expect(digest(body)).toBe(sha256);
    }), { ...RUNS, numRuns: 2 });
  }, TIMEOUT_MS);
});

describe('L5: every Installation ends', () => {
  law('nothing is pending, nothing was dropped undeclared, nothing was refused', ({ world }) => {
    expect(world.pending()).toEqual([]);
    expect(world.undeclared()).toEqual([]);
    expect(world.journal.refusals).toEqual([]);
  });

  law('one outcome each: one completion per authorisation, and all of an Installation\'s agree', (run, draw) => {
    const completions = sent(run, 'MACR', 'rp', 'mcc').flatMap(rows);
    for (const each of installations(draw)) {
      const own = completions.filter(({ mpan, mprn }) => mpan === each.mpan || (each.mprn !== undefined && mprn === each.mprn));
      expect(own.length, nameOf(each)).toBe(Math.max(1, activeSuppliersOf(each).length));
      expect(new Set(own.map((row) => `${String(row['completionStatus'])} ${String(row['reasonCode'])}`)).size, nameOf(each)).toBe(1);
    }
    expect(outcomesOf(estateOf(draw), run.world.journal.messages).filter(({ outcome }) => outcome === 'open')).toEqual([]);
  });

  law('a success has one successful SCF entry and, of the Commissioning Party\'s, one COF entry per Responsible Supplier; a failure has no successful entry', (run, draw) => {
    const outcomes = outcomesOf(estateOf(draw), run.world.journal.messages);
    for (const each of installations(draw)) {
      const successes = (type: 'SCF' | 'COF', to: string): number => sent(run, type, undefined, to)
        .flatMap((message) => fileIn(type, message).installations as readonly { readonly installationId: string; readonly outcome: string }[])
        .filter(({ installationId, outcome }) => installationId === each.id && outcome === 'Success').length;
      const { outcome } = only(outcomes.filter(({ installationId }) => installationId === each.id));
      const byCp = each.commissionedBySupplier !== true;
      expect([successes('SCF', 'rp'), successes('COF', 'rp')], nameOf(each)).toEqual(outcome === 'commissioned' ? [1, byCp ? suppliersOf(each).length : 0] : [0, 0]);
    }
  });
});

describe('L6: one master', () => {
  law('a command reaches a home only by the master of its SIM, and at rest there is one: the DCC of what migrated, the SMSO of what was given back', (run, draw) => {
    const outcomes = outcomesOf(estateOf(draw), run.world.journal.messages);
    for (const each of installations(draw)) {
      let master = 'smso';
      for (const message of run.messages.filter(({ key }) => key === each.id)) {
        if (message.type === 'SIM_RESPONSE' && read(message)['result'] === 'done') master = String(read(message)['master']);
        if (message.type === 'DEVICE_COMMAND') expect(read(message)['via'], nameOf(each)).toBe(master);
        if (message.type === 'WAN_COMMAND') expect({ smso: 'smso', s1sp: 'dcc' }[roleOf(message.from) as 'smso'], nameOf(each)).toBe(master);
      }
      const { outcome, failedStepNumber } = only(outcomes.filter(({ installationId }) => installationId === each.id));
      // The ESME of a DA Installation that does not confirm its key stays with the DCC (MEHRS 3.3.1); otherwise what failed is the SMSO's.
      expect(master, `${nameOf(each)} ${outcome} ${failedStepNumber}`).toBe(outcome === 'commissioned' || failedStepNumber === '16.10.2.ET04' ? 'dcc' : 'smso');
    }
  });
});

describe('L7: dual control', () => {
  law('halves are sealed apart; a keyed command bears the DCO\'s own code beside the S1SP\'s', (run) => {
    for (const mef of sent(run, 'MEF', 'rp', 's1sp')) for (const { devices } of fileIn('MEF', mef).installations) for (const { s1spShare, dcoShare } of devices) {
      expect(s1spShare.recipient).not.toBe(dcoShare.recipient);
      for (const part of ['ephemeralKey', 'wrappedKey', 'cipherValue'] as const) expect(s1spShare[part]).not.toBe(dcoShare[part]);
    }
    const given = new Map(sent(run, 'KEY_RESPONSE', 'dco', 's1sp').map(read).map(({ commandId, mac }) => [commandId, mac]));
    for (const command of sent(run, 'WAN_COMMAND', 's1sp').map(read).filter(({ kind }) => kind === 'test' || kind === 'rotateKey')) {
      expect(command['macDco']).toBe(given.get(command['commandId']));
      expect(command['macS1sp']).not.toBe(command['macDco']);
      expect(String(command['macS1sp'])).not.toBe('');
    }
  });

  law('what is rolled back has its keys discarded by both, and no key is used after that', (run, draw) => {
    for (const each of installations(draw)) {
      const rolledBack = sent(run, 'SCF', 's1sp', 'rp').some((message) => fileIn('SCF', message).installations.some(({ installationId, rollbackRequired }) => installationId === each.id && rollbackRequired === true));
      const discarded = about(sent(run, 'KEY_DISCARDED', 'dco', 's1sp'), each);
      expect(discarded.map((message) => read(message)['result']), nameOf(each)).toEqual(rolledBack ? ['done'] : []);
      for (const used of about(sent(run, 'KEY_RESPONSE', 'dco'), each)) for (const end of discarded) expect(isBefore(used, end), nameOf(each)).toBe(true);
    }
  });
});

describe('L8: no foreign code', () => {
  law('every reason code is one that Table A.1 gives to the Group ID', (run, draw) => {
    for (const row of [...sent(run, 'MAVR', 'rp', 'mcc'), ...sent(run, 'MACR', 'rp', 'mcc')].flatMap(rows).filter(({ reasonCode }) => reasonCode !== '')) {
      const each = installations(draw).find(({ mpan, mprn }) => row['mpan'] === mpan || (mprn !== undefined && row['mprn'] === mprn))!;
      expect(applicability(String(row['reasonCode']), each.groupId), `${String(row['reasonCode'])} for ${nameOf(each)}`).toBe('applicable');
    }
  });
});

describe('L9: same seed, same world, same bytes', () => {
  it('a second run of the same draw has the same journal', () => fc.assert(fc.asyncProperty(draws, async (draw) => {
    expect((await makeRun(draw)).world.journal.hash()).toBe((await runOf(draw)).world.journal.hash());
  }), { ...RUNS, numRuns: 3 }), TIMEOUT_MS);

  it('another seed over the same estate has other bytes', () => fc.assert(fc.asyncProperty(draws, async (draw) => {
    const other = await makeRun({ ...draw, seed: `${draw.seed}1` });
    expect(other.world.journal.hash()).not.toBe((await runOf(draw)).world.journal.hash());
  }), { ...RUNS, numRuns: 1 }), TIMEOUT_MS);
});

describe('L10: reports reconcile', () => {
  const entries = (run: Run, to: string, report: number): readonly { readonly at: number; readonly row: Readonly<Record<string, unknown>> }[] =>
    sent(run, 'MRR', 'bimi', to).filter((each) => read(each)['report'] === report).flatMap((each) => rows(each).map((row) => ({ at: each.stamp.t, row })));

  law('at every day close, for every receiver, the successes of S1MIG-006 so far are those of S1MIG-001', (run, draw) => {
    for (const to of ['mcc', ...estateOf(draw).parties.filter(({ role }) => role === 'supplier').map(({ signifier }) => address('supplier', signifier))]) {
      const six = entries(run, to, 6).filter(({ row }) => row['Completion Status'] === 'Success');
      const one = entries(run, to, 1);
      const dayCloses = [...new Set([...six, ...one].map(({ at }) => londonTime(addDays(londonDate(at - 1), 1), '00:00')))];
      for (const close of dayCloses) {
        const upTo = (list: typeof one) => list.filter(({ at }) => at <= close).map(({ row }) => row['Installation']).sort();
        expect(upTo(six), to).toEqual(upTo(one));
      }
      expect(new Set(one.map(({ row }) => row['Installation'])).size, to).toBe(one.length);
    }
  });

  law('every failure past MA validation stands in S1MIG-006 once, with the code of the MACR', (run, draw) => {
    const failed = sent(run, 'MACR', 'rp', 'mcc').flatMap(rows).filter(({ completionStatus }) => completionStatus === 'Failure').map(({ mpan, mprn, reasonCode }) => `${String(mpan)} ${String(mprn)} ${String(reasonCode)}`);
    const reported = entries(run, 'mcc', 6).filter(({ row }) => row['Completion Status'] === 'Failure');
    expect(reported.map(({ row }) => `${String(row['MPAN'])} ${String(row['MPRN'])} ${String(row['Completion Reason Code'])}`).sort()).toEqual(failed.sort());
    expect(installations(draw).length).toBeGreaterThanOrEqual(4);
  });

  law('COFs go out per supplier, each with a counter series of its own', (run, draw) => {
    for (const { signifier } of estateOf(draw).parties.filter(({ role }) => role === 'supplier')) {
      const own = sent(run, 'COF', 'cp', address('supplier', signifier));
      expect(own.map((each) => fileIn('COF', each).secPartySignifier)).toEqual(own.map(() => signifier));
      expect(own.map((each) => fileIn('COF', each).control.counter)).toEqual(own.map((_, index) => index + 1));
    }
  });
});

it('the draws are no idle ones: they fail and succeed, give back and keep, and hold every group', async () => {
  const drawn = fc.sample(draws, RUNS);
  const outcomes = (await Promise.all(drawn.map(async (draw) => outcomesOf(estateOf(draw), (await runOf(draw)).world.journal.messages)))).flat();
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['commissioned', 'failed']));
  expect(new Set(outcomes.map(({ groupId }) => COHORT_OF[groupId])).size).toBe(5);
  expect(new Set(outcomes.map(({ reasonCode }) => reasonCode).filter((code) => code !== '')).size).toBeGreaterThanOrEqual(2);
}, TIMEOUT_MS);
