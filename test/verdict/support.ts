/** Judging a hand-written run, and changing one thing in it. */
import { judge } from '../../harness/verdict/index.ts';
import type { Verdict } from '../../harness/verdict/index.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice } from '../../protocol/messages/notices.ts';
import type { Notice, NoticeType } from '../../protocol/messages/notices.ts';
import { ANSWERS_KEPT, remember } from '../../protocol/security/memo.ts';
import { londonTime } from '../../protocol/time.ts';
import { mgfExpired, mgfInTime, mgfTooLate, refused, success, timedOut } from './journeys.ts';
import { ESTATE, SUBJECT } from './script.ts';
import type { Script } from './script.ts';

// The same journeys are judged hundreds of times with one message changed: what is in the others is read once.
remember(ANSWERS_KEPT);

export const JOURNEYS: Readonly<Record<string, () => Script>> = {
  'guide-7.2.1': () => success(),
  '2.5.7-X5.9-02-in-time': mgfInTime,
  '2.5.7-X5.9-02-too-late': mgfTooLate,
  '2.5.7-X5.9-02-ma-expired': mgfExpired,
  '2.6.2-timeout-contact-restored': () => timedOut('restored'),
  '2.6.2-timeout-contact-lost': () => timedOut('lost'),
  '3.1-middle': () => success(145),
  '3.1-last': () => success(288),
  '2.7.5-C4': () => refused(false),
  '2.7.5-C4-recovered': () => refused(true),
};

const runs = new Map<string, readonly Envelope[]>();
/** The run of a row as documented: made once. @throws Error for a row without one. */
export const runOf = (row: string): readonly Envelope[] => {
  const journey = JOURNEYS[row];
  if (journey === undefined) throw new Error(`no run is written for ${row}`);
  const run = runs.get(row) ?? journey().messages();
  runs.set(row, run);
  return run;
};

export const HORIZON = { from: londonTime('2020-11-02', '00:00'), to: londonTime('2020-11-23', '00:00') };

export const judgedMessages = (rowId: string, messages: readonly Envelope[], horizon = HORIZON): Verdict =>
  judge({ run: 'test', ruleSet: 'v3.1', estate: ESTATE, horizon, messages, subject: SUBJECT.id }, rowId);

/** What did not pass, as `expectation [clause]: detail`. */
export const broken = ({ findings }: Verdict): readonly string[] =>
  findings.filter((each) => each.result !== 'pass').map((each) => `${each.result} ${each.expectation} [${each.clause}]: ${each.detail}`);

type Choice = (envelope: Envelope) => boolean;
export const sent = (type: string, from = '', to = ''): Choice => (each) => each.type === type && each.from.startsWith(from) && each.to.startsWith(to);

/** Drops the first message chosen. @throws Error when there is none: a mutation that changes nothing proves nothing. */
export const drop = (messages: readonly Envelope[], choice: Choice): readonly Envelope[] => {
  const index = messages.findIndex(choice);
  if (index === -1) throw new Error('nothing to drop');
  return messages.filter((_, each) => each !== index);
};
export const change = (messages: readonly Envelope[], choice: Choice, to: (envelope: Envelope) => Envelope): readonly Envelope[] => {
  const index = messages.findIndex(choice);
  if (index === -1) throw new Error('nothing to change');
  return messages.map((each, position) => (position === index ? to(each) : each));
};
/** Puts a copy right after the message chosen. */
export const insertAfter = (messages: readonly Envelope[], choice: Choice, copy: (envelope: Envelope) => Envelope): readonly Envelope[] => {
  const index = messages.findIndex(choice);
  const found = messages[index];
  if (found === undefined) throw new Error('nothing to follow');
  return [...messages.slice(0, index + 1), copy(found), ...messages.slice(index + 1)];
};
export const reworded = <T extends NoticeType>(type: T, changes: Partial<Notice<T>>) => (envelope: Envelope): Envelope =>
  ({ ...envelope, body: encodeNotice<T>({ ...decodeNotice(type, envelope.body), ...changes }) });
