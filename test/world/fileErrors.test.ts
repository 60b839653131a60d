/** Whole files that arrive with a bad signature, for every Group ID: who raises, who resolves, what comes of it (MEHRS 2.4.3, 2.4.5, 2.5.7, 2.5.8, 2.7.2). */
import { describe, expect, it } from 'vitest';
import { generateEstate } from '../../harness/estate/index.ts';
import { outcomesOf } from '../../harness/reports/outcome.ts';
import { createWorld } from '../../harness/world/world.ts';
import type { GroupId } from '../../protocol/domain.ts';
import { decodeNotice } from '../../protocol/messages/notices.ts';

type File = 'MCF' | 'MVF' | 'MGF' | 'MEF' | 'SCF';

/** Section, raisers and assignee as the MEHRS has them. */
const INCIDENTS: Readonly<Record<File, readonly [section: string, raisers: readonly string[], assignee: string]>> = {
  MCF: ['2.4.3', ['dco', 'mcfvf', 's1sp'], 'rp'],
  MVF: ['2.4.5', ['dco', 'rp', 's1sp'], 'mcfvf'],
  MGF: ['2.5.7', ['s1sp'], 'rp'],
  MEF: ['2.5.8', ['dco', 's1sp'], 'rp'],
  SCF: ['2.7.2', ['cp'], 's1sp'],
};
const GROUPS: readonly GroupId[] = ['AA', 'CB', 'DA', 'EA', 'EB'];
const KEEPS: readonly GroupId[] = ['CB', 'EA', 'EB'];

/** Outcome after 30 hours, when the 24-hour window has passed: rulings. */
const late = (file: File, group: GroupId): readonly [outcome: string, reasonCode: string] => {
  if (file === 'MCF' && group !== 'CB') return ['failed', 'MA116'];
  if ((file === 'MGF' || file === 'MEF') && !KEEPS.includes(group)) return ['failed', 'MA115'];
  return ['commissioned', ''];
};

const play = async (group: GroupId, file: File, hours: number) => {
  const estate = generateEstate({ seed: '5', installations: 1, groups: [group], shape: 'dual-active' });
  const world = await createWorld({
    estate,
    faults: { name: file, faults: [{ kind: 'spoil', on: { type: file, nth: 1 }, how: 'signature' }, { kind: 'resolution', section: INCIDENTS[file][0], minutes: hours * 60 }] },
  });
  await world.run();
  const messages = world.journal.inOrder();
  return { world, messages, outcome: outcomesOf(estate, messages)[0]! };
};

const role = (address: string): string => address.split('-', 1)[0]!;

describe.each(GROUPS)('Group ID %s', (group) => {
  const files = (Object.keys(INCIDENTS) as File[]).filter((file) => group !== 'DA' || file !== 'MGF');
  it.each(files)('MEHRS %s: refused by everyone who checks it, put right in time', async (file) => {
    const { world, messages, outcome } = await play(group, file, 3);
    const [section, raisers, assignee] = INCIDENTS[file];
    const raised = messages.filter(({ type }) => type === 'INCIDENT_RAISED').map(({ body }) => decodeNotice('INCIDENT_RAISED', body));
    // In IE the Validation Function is the S1SP's own (MEHRS 2.4.3, ruling A-20).
    expect(raised.map(({ raisedBy }) => role(raisedBy)).sort()).toEqual(raisers.filter((each) => group !== 'AA' || each !== 'mcfvf'));
    expect(raised.map((each) => [each.section, role(each.assignedTo), each.failed])).toEqual(raised.map(() => [section, assignee, 'X5.9-02']));
    // The Requesting Party may hear of it too (MEHRS 2.4.5, 2.7.2).
    expect(new Set(messages.filter(({ type }) => type === 'INCIDENT_CLOSED').map(({ key }) => key)).size).toBe(raised.length);
    expect([outcome.outcome, outcome.reasonCode]).toEqual(['commissioned', '']);
    expect([world.undeclared(), world.pending()]).toEqual([[], []]);
  });

  it.each(files)('MEHRS %s: put right after the 24-hour window', async (file) => {
    const { world, outcome } = await play(group, file, 30);
    expect([outcome.outcome, outcome.reasonCode]).toEqual(late(file, group));
    expect([world.undeclared(), world.pending()]).toEqual([[], []]);
  });
});
