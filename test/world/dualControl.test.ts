/** Law L7 with real keys: what S1SP, DCO and devices each hold at every moment, and what one of them can do without the other. */
import { beforeAll, describe, expect, it } from 'vitest';
import { SealError, open } from '../../protocol/security/encrypt.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import type { Mef, SealedShare } from '../../protocol/files/types.ts';
import { commandMac } from '../../protocol/security/dualControl.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice } from '../../protocol/messages/notices.ts';
import { directoryOf } from '../../harness/world/directory.ts';
import { identitiesOf, type Identities } from '../../harness/world/identities.ts';
import { compareStamps } from '../../protocol/time.ts';
import { device } from '../../protocol/domain.ts';
import { alone, mailboxOf, type Alone } from '../runtime/alone.ts';
import { HAPPY, SUBJECT, only, planOf, runOf, sent, type Run } from './support.ts';

const ROLLED_BACK = '2.6.2-timeout-contact-lost';
const KEYED = ['ESME', 'GSME'].map((type) => device(SUBJECT, type as 'ESME')?.deviceId ?? '');

interface Halves { readonly s1sp: string; readonly dco: string }

let happy: Run;
let rolledBack: Run;
let identities: Identities;
beforeAll(async () => {
  [happy, rolledBack] = [await runOf(HAPPY), await runOf(ROLLED_BACK)];
  const { estate, seed } = happy.world.options;
  identities = identitiesOf(estate, directoryOf(estate), seed, happy.world.startAt);
});

const keysOf = ({ host }: Alone): readonly Halves[] => KEYED.map((deviceId) => host.store.need('keys', deviceId) as Halves);

/** A party played through its mailbox, looked at after each message. */
const watch = (run: Run, at: string, row: string, look: (party: Alone, group: readonly Envelope[]) => void): Alone => {
  const party = alone(run.world, at, planOf(row));
  for (const group of mailboxOf(run.messages, at)) {
    party.deliver(group);
    look(party, group);
  }
  party.finish();
  return party;
};

const devicesBefore = (message: Envelope): Alone => {
  const party = alone(happy.world, 'devices');
  for (const group of mailboxOf(happy.messages, 'devices')) {
    if (compareStamps(group[0]?.stamp ?? message.stamp, message.stamp) >= 0) break;
    party.deliver(group);
  }
  return party;
};

const openable = (share: SealedShare, at: string): string | undefined => {
  const identity = identities.opening(at);
  if (identity === undefined) throw new Error(`${at} opens nothing`);
  try {
    return Buffer.from(open(share, identity)).toString('base64');
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
};

describe('L7: neither S1SP nor DCO alone can use a device key', () => {
  it('each half of the MEF opens for its holder and for nobody else', () => {
    const original = keysOf(alone(happy.world, 'devices'));
    const mef = decodeFile(only(sent(happy.messages, 'MEF', 'rp', 's1sp')).body) as Mef;
    const devices = mef.installations.flatMap((each) => each.devices);
    expect(devices.map(({ deviceId }) => deviceId).sort()).toEqual([...KEYED].sort());
    for (const { deviceId, s1spShare, dcoShare } of devices) {
      const halves = original[KEYED.indexOf(deviceId)] as Halves;
      expect([openable(s1spShare, 's1sp-CB'), openable(dcoShare, 'dco')]).toEqual([halves.s1sp, halves.dco]);
      expect([openable(s1spShare, 'dco'), openable(dcoShare, 's1sp-CB')]).toEqual([undefined, undefined]);
    }
  });

  it.each([['s1sp-CB', 's1sp', 'dco'], ['dco', 'dco', 's1sp']] as const)('at no moment of the good path does %s hold a half of the other, old or new', (at, own, others) => {
    const before = keysOf(alone(happy.world, 'devices'));
    const after = keysOf(watch(happy, 'devices', HAPPY, () => undefined));
    expect(after).not.toEqual(before);
    const foreign = [...before, ...after].map((halves) => halves[others]);
    const held = new Set<string>();
    const party = watch(happy, at, HAPPY, (each) => {
      const text = each.photograph();
      for (const half of foreign) expect(text).not.toContain(half);
      for (const halves of [...before, ...after]) if (text.includes(halves[own])) held.add(halves[own]);
    });
    // It did hold its own, old and new: the look above would have seen the other's.
    expect([...held].sort()).toEqual([...before, ...after].map((halves) => halves[own]).sort());
    expect(after.every((halves) => party.photograph().includes(halves[own]))).toBe(true);
    const onTheWire = happy.messages.map(({ body }) => Buffer.from(body).toString('latin1')).join('\n');
    for (const halves of [...before, ...after]) expect(onTheWire.includes(halves.s1sp) || onTheWire.includes(halves.dco)).toBe(false);
  });

  for (const kind of ['test', 'rotateKey'] as const) {
    const command = (): Envelope => sent(happy.messages, 'DEVICE_COMMAND').find(({ body }) => decodeNotice('DEVICE_COMMAND', body).kind === kind) as Envelope;

    it(`a ${kind} command with both codes is answered`, () => {
      const party = devicesBefore(command());
      party.deliver([command()]);
      expect(decodeNotice('DEVICE_RESULT', only(party.out.slice(-1)).body)).toMatchObject({ kind, result: 'answered' });
    });

    it.each(['s1sp', 'dco'] as const)(`a ${kind} command that the %s makes without the other is refused by the device`, (maker) => {
      const notice = decodeNotice('DEVICE_COMMAND', command().body);
      const { macS1sp = '', macDco = '', ...unsigned } = notice;
      const holder = keysOf(devicesBefore(command()))[Math.max(0, KEYED.indexOf(notice.deviceId))] as Halves;
      const forged = Buffer.from(commandMac(Buffer.from(holder[maker], 'base64'), Buffer.from(notice.payload, 'base64'))).toString('base64');
      const attempts = [
        unsigned,
        maker === 's1sp' ? { ...unsigned, macS1sp } : { ...unsigned, macDco },
        maker === 's1sp' ? { ...unsigned, macS1sp, macDco: forged } : { ...unsigned, macDco, macS1sp: forged },
        maker === 's1sp' ? { ...unsigned, macS1sp: macDco, macDco: macS1sp } : { ...unsigned, macDco, macS1sp: '' },
      ];
      for (const attempt of attempts) {
        const party = devicesBefore(command());
        const keys = keysOf(party);
        party.deliver([{ ...command(), body: encodeNotice<'DEVICE_COMMAND'>(attempt) }]);
        expect(decodeNotice('DEVICE_RESULT', only(party.out.slice(-1)).body)).toMatchObject({ kind, result: 'refused' });
        expect(keysOf(party)).toEqual(keys);
      }
    });
  }
});

describe('L7: after rollback neither keeps a half (Guide Table 5 step 17)', () => {
  it.each([['s1sp-CB', 's1sp'], ['dco', 'dco']] as const)('%s held its halves, and in the end has none and no file to get them from', (at, own) => {
    const halves = keysOf(alone(rolledBack.world, 'devices')).map((each) => each[own]);
    let held = false;
    const party = watch(rolledBack, at, ROLLED_BACK, (each) => { held ||= halves.every((half) => each.photograph().includes(half)); });
    expect(held).toBe(true);
    const text = party.photograph();
    for (const half of halves) expect(text).not.toContain(half);
    const mef = decodeFile(only(sent(rolledBack.messages, 'MEF', 'rp', at)).body) as Mef;
    for (const each of mef.installations.flatMap(({ devices }) => devices)) {
      expect(text).not.toContain(own === 's1sp' ? each.s1spShare.cipherValue : each.dcoShare.cipherValue);
    }
  });

  it.each([['s1sp-CB', 's1sp', '2.6.6-s1sp-keys-stay'], ['dco', 'dco', '2.6.6-dco-keys-stay']] as const)('MEHRS 2.6.6 %s: a half that cannot be deleted stays while its Incident is open, and goes with it', async (at, own, row) => {
    const run = await runOf(row);
    const halves = keysOf(alone(run.world, 'devices')).map((each) => each[own]);
    const party = alone(run.world, at, planOf(row));
    party.host.store.put('vault', 'keys', { locked: true });
    const holds = (): boolean => halves.some((half) => party.photograph().includes(half));
    const resolvedAt = only(sent(run.messages, 'INCIDENT_RESOLVED', at)).stamp;
    let heldUntilResolved = false;
    for (const group of mailboxOf(run.messages, at)) {
      if (compareStamps(group[0]?.stamp ?? resolvedAt, resolvedAt) > 0) break;
      party.deliver(group);
      heldUntilResolved = holds();
    }
    expect(heldUntilResolved).toBe(true);
    party.finish();
    expect(holds()).toBe(false);
  });
});
