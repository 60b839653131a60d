/**
 * The retry ladders of MEHRS 3.1 to 3.5, against the documents' own numbers: the shipped machine with its party's delays,
 * in a world where nobody ever answers. Minutes since the ladder began.
 */
import { describe, expect, it } from 'vitest';
import { PARTIES } from '../../actors/index.ts';
import { PartyHost } from '../../actors/runtime/host.ts';
import type { AnyParty, InternalEvent } from '../../actors/runtime/party.ts';
import type { GroupId, Role } from '../../protocol/domain.ts';
import { MINUTE } from '../../protocol/time.ts';
import { T0, facilities } from '../runtime/madeUp.ts';

const HOUR = 60;

interface Climbed {
  readonly minutes: readonly number[];
  /** State in the end, and when it came to it. */
  readonly end: string;
  readonly endedAfter: number;
  readonly pending: number;
}

interface Ladder {
  readonly role: Role;
  readonly machine: string;
  readonly groupId?: GroupId;
  /** Events that lead to the foot of the ladder. */
  readonly foot: readonly string[];
  /** The effect that is an attempt, and what comes of every one. */
  readonly attempt: string;
  readonly failure: string;
  /** Which attempt succeeds, from 1, and with which event. */
  readonly success?: readonly [number, string];
  /** When the MVF was made, minutes before the ladder begins; never unless told. */
  readonly validated?: number;
  /** Whether an attempt is answered at all; the SMSO's system may be down. */
  readonly isAnswered?: (attempt: number) => boolean;
}

const climb = ({ role, machine, groupId = 'CB', foot, attempt, failure, success, validated, isAnswered = () => true }: Ladder): Climbed => {
  const minutes: number[] = [];
  const key = 'I0001';
  const event = (type: string): InternalEvent => ({ machine, key, event: { type } });
  const real = PARTIES[role];
  const silent = Object.fromEntries(Object.keys(real.render).map((effect) => [effect, () => ({})]));
  const party: AnyParty = {
    ...real,
    boot: ({ store }) => {
      store.put('authorised', key, { installationId: key, migrationWeek: '2021-11-08', setId: 'SET' });
      if (validated !== undefined) store.put('sets', 'SET', { mvf: { control: { generatedAt: T0 - validated * MINUTE } } });
      store.put('accounts', key, { groupId });
      return foot.map(event);
    },
    render: {
      ...silent,
      ...(real.render['weighCertificate'] === undefined ? {} : { weighCertificate: real.render['weighCertificate'] }),
      [attempt]: (_at, { now, store }) => {
        minutes.push((now - T0) / MINUTE);
        const answered = isAnswered(minutes.length);
        if (role === 'rp') store.put('authorised', key, { ...(store.need('authorised', key) as object), askedAt: now, ...(answered ? { certificateAnswered: true } : {}) });
        if (!answered) return {};
        return { tell: [event(minutes.length === success?.[0] ? success[1] : failure)] };
      },
    },
  };
  let endedAfter = 0;
  let end = '';
  const host = new PartyHost(party, facilities({ address: role, cohort: 'CB' }), 'run', {
    step: ({ t, to, declared, from, event: type }) => {
      expect(declared, `${from} ${type}`).toBe(true);
      if (to !== end) [end, endedAfter] = [to, (t - T0) / MINUTE];
    },
    refusal: ({ reason }) => { throw new Error(reason); },
  });
  host.boot({ t: T0, n: 0 });
  // A year is longer than any ladder; the Migration Week of this one is next year.
  for (let at = host.next(); at !== undefined && at.t < T0 + 300 * 24 * HOUR * MINUTE && minutes.length < 1000; at = host.next()) host.step(at);
  return { minutes, end, endedAfter, pending: host.pending().filter(({ timer }) => !timer.includes('untilMaExpiry')).length };
};

const CONNECTING = { role: 's1sp', machine: 's1sp.installation', foot: ['SET_VIABLE', 'SYSTEM_UP', 'DCO_VIABLE'], attempt: 'openSession', failure: 'SESSION_UNREACHABLE' } as const;
const WAKING = { ...CONNECTING, foot: ['SET_VIABLE', 'SYSTEM_UP', 'DCO_VIABLE_ASLEEP'] };
const HANDOVER = {
  role: 'rp', machine: 'rp.installation', foot: ['AUTHORISED', 'INCLUDED', 'VALIDATED', 'GATE_PASSED'], attempt: 'requestHandover', failure: 'HANDOVER_FAILED',
} as const;
const CERTIFICATE = { ...HANDOVER, foot: ['AUTHORISED', 'INCLUDED', 'VALIDATED', 'GATE_PASSED_CERTIFICATE_FIRST'], attempt: 'requestCertificate', failure: 'CERTIFICATE_FAILED' };

describe('MEHRS 3.1: connectivity', () => {
  it('attempts at 0, 5 and 10 minutes of every half hour for 48 hours: 288, the last at 47:40, and rollback at 48:00 (ruling A-06)', () => {
    const { minutes, end, endedAfter, pending } = climb(CONNECTING);
    expect(minutes).toEqual(Array.from({ length: 288 }, (_, index) => 30 * Math.floor(index / 3) + 5 * (index % 3)));
    expect(minutes.at(-1)).toBe(47 * HOUR + 40);
    expect(end).toMatch(/^rollingBack/);
    expect([endedAfter, pending]).toEqual([48 * HOUR, 0]);
  });

  it.each([[1, 0], [3, 10], [4, 30], [145, 24 * HOUR], [288, 47 * HOUR + 40]])('success at attempt %i, after %i minutes, ends the ladder', (nth, after) => {
    const { minutes, end, endedAfter, pending } = climb({ ...CONNECTING, success: [nth, 'SESSION_OPENED'] });
    expect([minutes.length, minutes.at(-1), end, endedAfter, pending]).toEqual([nth, after, 'testing.authorising', after, 0]);
  });
});

describe('MEHRS 3.2: WAN hand-over', () => {
  it('CB: three APN attempts in each of five hours: 15, the last at 04:40, given up at 05:00 (ruling A-07)', () => {
    const { minutes, end, endedAfter, pending } = climb(HANDOVER);
    expect(minutes).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240, 260, 280]);
    expect([end, endedAfter, pending]).toEqual(['ended', 5 * HOUR, 0]);
  });

  it('CB: the last attempt may still succeed', () => {
    // What it waits for then, its Group Files, has an end too (decision D-333).
    expect(climb({ ...HANDOVER, success: [15, 'HANDED_OVER'], validated: 5 })).toMatchObject({ end: 'withDcc.awaitingFiles', endedAfter: 280, pending: 1 });
  });
});

describe('MEHRS 2.5.3: no longer than the file set could come in time', () => {
  const MVF = 6 * HOUR - 5;
  it('AA: every three hours, never so late that the answer might come after the 24 hours (emulator profile)', () => {
    expect(climb({ ...HANDOVER, groupId: 'AA', validated: MVF })).toMatchObject({ minutes: [0, 3, 6, 9, 12, 15].map((hours) => hours * HOUR), end: 'ended', endedAfter: 24 * HOUR - MVF, pending: 0 });
  });
  it('CB: the fifteen attempts are cut short', () => {
    expect(climb({ ...HANDOVER, validated: 22 * HOUR })).toMatchObject({ minutes: [0, 20, 40, 60, 80, 100], end: 'ended', endedAfter: 2 * HOUR, pending: 0 });
  });
  it('EA: requests that a system that is down never answers are no attempts of 3.4', () => {
    const down = { ...CERTIFICATE, groupId: 'EA', validated: MVF } as const;
    expect(climb({ ...down, isAnswered: (attempt) => attempt > 4, success: [5, 'CERTIFICATE_APPLIED'] }).minutes).toEqual([0, 5, 10, 190, 195]);
    expect(climb({ ...down, isAnswered: () => false })).toMatchObject({ end: 'ended', endedAfter: 24 * HOUR - MVF, pending: 0 });
  });
});

describe('MEHRS 3.4: certificate replacement', () => {
  it('EA: three attempts, five minutes apart (ruling A-08)', () => {
    expect(climb({ ...CERTIFICATE, groupId: 'EA' })).toMatchObject({ minutes: [0, 5, 10], end: 'ended', pending: 0 });
  });
  it('EB: two attempts, an hour apart (ruling A-08)', () => {
    expect(climb({ ...CERTIFICATE, groupId: 'EB' })).toMatchObject({ minutes: [0, 60], end: 'ended', pending: 0 });
  });
  it('EA: a success on the way goes on to the hand-over', () => {
    expect(climb({ ...CERTIFICATE, groupId: 'EA', success: [2, 'CERTIFICATE_APPLIED'] }).minutes).toEqual([0, 5]);
  });
});

describe('MEHRS 3.5: waking the hub up (EA and EB)', () => {
  it('96 attempts, one every two hours, and rollback at 192 hours (ruling A-09)', () => {
    const { minutes, end, endedAfter, pending } = climb({ ...WAKING, groupId: 'EA' });
    expect(minutes).toEqual(Array.from({ length: 96 }, (_, index) => 2 * HOUR * index));
    expect(end).toMatch(/^rollingBack/);
    expect([endedAfter, pending]).toEqual([192 * HOUR, 0]);
  });
});

describe('MEHRS 2.6.6: the SMSO looks for its hub again (emulator profile)', () => {
  it('every hour for a day, then contact is lost', () => {
    const foot = ['HANDOVER_REQUESTED', 'SIM_MOVED', 'ROLLBACK_NOTICED'];
    const { minutes, end, endedAfter, pending } = climb({ role: 'smso', machine: 'smso.installation', foot, attempt: 'contactHub', failure: 'HUB_UNREACHABLE' });
    expect(minutes).toEqual(Array.from({ length: 24 }, (_, index) => HOUR * index));
    expect([end, endedAfter, pending]).toEqual(['lost', 24 * HOUR, 0]);
  });
});
