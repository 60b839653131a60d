/**
 * What is wrong with a file is no breach where its receiver refused it (MEHRS 2.4.3 to 2.7.3): exactly those bytes are excused.
 * Real runs pass; with the Incident gone, another file of the set wrong in the same way, or an Incident about something else, they fail.
 */
import { describe, expect, it, vi } from 'vitest';
import { scenarioFor } from '../../harness/scenarios/scenario.ts';
import { judge } from '../../harness/verdict/index.ts';
import { createWorld } from '../../harness/world/world.ts';
import type { GroupId } from '../../protocol/domain.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { encodeFile } from '../../protocol/files/encode.ts';
import type { MigrationFile } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice } from '../../protocol/messages/notices.ts';

vi.setConfig({ testTimeout: 60_000 });

type Messages = readonly Envelope[];

/** A run of a row, and the verdict on what is made of its messages: the findings that fail. */
const played = async (row: string, groupId: GroupId) => {
  const { world: options, subject } = scenarioFor(row, groupId);
  const world = await createWorld(options);
  await world.run();
  await world.close();
  const failing = (change: (messages: Messages) => Messages): readonly string[] => judge({
    run: 'detected', ruleSet: 'v3.1', estate: options.estate, horizon: { from: world.startAt, to: world.endAt }, messages: change(world.journal.inOrder()), subject: subject.id,
  }, row).findings.filter(({ result }) => result === 'fail').map(({ expectation }) => expectation);
  return { failing };
};
const asItWas = (messages: Messages): Messages => messages;

const isIncident = ({ type, body }: Envelope, section: string, raiser?: string): boolean => {
  if (type !== 'INCIDENT_RAISED') return false;
  const { section: of, raisedBy } = decodeNotice('INCIDENT_RAISED', body);
  return of === section && (raiser === undefined || raisedBy === raiser);
};
const unraised = (section: string, raiser?: string) => (messages: Messages): Messages => {
  const left = messages.filter((each) => !isIncident(each, section, raiser));
  if (left.length === messages.length) throw new Error(`no Incident of ${section} to leave out`);
  return left;
};
/** Every copy of the nth sending of a kind of file, or that of one receiver, made otherwise. */
const changed = (type: string, nth: number, change: (file: MigrationFile) => MigrationFile, to?: string) => (messages: Messages): Messages => {
  const stamps = [...new Set(messages.filter((each) => each.type === type).map(({ stamp }) => `${stamp.t} ${stamp.n}`))];
  const wanted = stamps.at(nth);
  if (wanted === undefined) throw new Error(`no ${type} number ${nth}`);
  return messages.map((each) => (each.type === type && `${each.stamp.t} ${each.stamp.n}` === wanted && (to === undefined || each.to.startsWith(to))
    ? { ...each, body: new TextEncoder().encode(encodeFile(change(decodeFile(each.body)))) } : each));
};
const dark = (type: string, to: string) => (messages: Messages): Messages => {
  const at = messages.findIndex((each) => each.type === type && each.to.startsWith(to));
  if (at < 0) throw new Error(`no ${type} to ${to}`);
  return messages.map((each, index) => (index === at ? { ...each, body: each.body.slice(0, 40) } : each));
};

const otherDay = (file: MigrationFile): MigrationFile => ({ ...file, header: { ...file.header, migrationDay: '2020-11-13' } });
const HEADERS = 'one Migration Header per set';
const COPIES = 'an SCF goes to RP, commissioner and BIMI alike';
const SEALED = 'key halves are sealed apart';
const READABLE = 'an unreadable file draws an Incident';

describe('MEHRS 2.4.6, R2-01: a header that is not the set\'s', () => {
  it('X5.9-08 in the MGF is excused where the S1SP refused it, and nowhere else', async () => {
    const { failing } = await played('2.5.7-X5.9-08-in-time', 'EB');
    expect(failing(asItWas)).toEqual([]);
    expect(failing(unraised('2.5.7'))).toContain(HEADERS);
    expect(failing(changed('MEF', 0, otherDay))).toContain(HEADERS);
    expect(failing(changed('MGF', 1, otherDay))).toContain(HEADERS);
  });
});

describe('Guide Table 5 steps 18 and 19: a copy of an SCF that is another file', () => {
  it('is excused for the Requesting Party that doubted it (X2.7.2), and for nobody else', async () => {
    const { failing } = await played('2.7.2-rp-X5.9-07', 'CB');
    expect(failing(asItWas)).toEqual([]);
    expect(failing(unraised('X2.7.2'))).toContain(COPIES);
    expect(failing(changed('SCF', 0, otherDay, 'bimi'))).toContain(COPIES);
    expect(failing(changed('SCF', 1, otherDay, 'cp'))).toContain(COPIES);
  });
});

describe('law L7: a half that is not sealed to its holder', () => {
  it('X5.23-03 is excused in the MEF that the S1SP refused, not in the one that came after it', async () => {
    const { failing } = await played('2.5.10-X5.23-03-in-time', 'EA');
    const toNobody = (file: MigrationFile): MigrationFile => (file.type !== 'MEF' ? file : {
      ...file, installations: file.installations.map((each) => ({ ...each, devices: each.devices.map((one) => ({ ...one, s1spShare: { ...one.s1spShare, recipient: one.dcoShare.recipient } })) })),
    });
    expect(failing(asItWas)).toEqual([]);
    expect(failing(unraised('2.5.10'))).toContain(SEALED);
    expect(failing(changed('MEF', 1, toNobody))).toContain(SEALED);
  });
});

describe('MEHRS 2.4.3 to 2.7.2: a file that nobody can read', () => {
  it('is excused by the Incident about itself, not by another one of the same party', async () => {
    const { failing } = await played('2.5.7-X5.9-02-in-time', 'CB');
    expect(failing(asItWas)).toEqual([]);
    expect(failing(dark('MVF', 's1sp'))).toContain(READABLE);
    expect(failing(dark('MEF', 'dco'))).toContain(READABLE);
  });

  it('a Common File that the Commissioning Party never had is missed with the SCF (X2.7.2-01)', async () => {
    const { failing } = await played('2.7.2-X2.7.2-01', 'CB');
    expect(failing(asItWas)).toEqual([]);
    expect(failing(unraised('2.7.2'))).toContain(READABLE);
    const good = await played('guide-7.2.1', 'CB');
    expect(good.failing(dark('MCF', 'cp'))).toContain(READABLE);
  });

  it('an outcome that the Requesting Party cannot read has to be asked for or to come anew (X2.7.2, X2.7.8)', async () => {
    const { failing } = await played('X2.7.8-rp-X5.9-01-truncated', 'CB');
    expect(failing(asItWas)).toEqual([]);
    const withoutBoth = (messages: Messages): Messages => {
      const last = messages.findLast((each) => each.type === 'COF')?.stamp.t;
      return unraised('X2.7.8')(messages).filter((each) => each.type !== 'COF' || each.stamp.t !== last);
    };
    expect(failing(withoutBoth)).toContain(READABLE);
  });
});
