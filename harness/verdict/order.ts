/** Holds the order of a backlog to the order of its receipt (MEHRS 2.4.1, 2.4.4, 2.5.1, 2.5.5; ruling A-24). */
import type { Installation } from '../../protocol/domain.ts';
import type { InOrder, Traffic } from '../../protocol/mehrs/expected/expectation.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import { listOf, textAt } from './fields.ts';
import { sights } from './facts.ts';
import type { Fact } from './facts.ts';
import type { Scene } from './interpret.ts';
import type { Finding } from './verdict.ts';

/** Position of a message, then of the Installation in it. */
type Place = readonly [message: number, within: number];
const before = ([a, b]: Place, [c, d]: Place): number => a - c || b - d;

const within = ({ content }: Fact, { id, mpan, mprn }: Installation): number => {
  const entries = [...listOf(content, 'installations'), ...listOf(content, 'rows')];
  return entries.findIndex((each) => Object.values(each).some((value) => value === id || value === mpan || (mprn !== undefined && value === mprn)));
};

const firstOf = (facts: readonly Fact[], { from, type, to }: Traffic, installation: Installation, since?: Stamp): Place | undefined => {
  const found = facts.find((fact) => fact.type === type && fact.from === from && (fact.to === to || fact.to.startsWith(`${to}-`))
    && (since === undefined || compareStamps(fact.stamp, since) > 0) && sights(fact, installation).length > 0);
  return found === undefined ? undefined : [found.position, within(found, installation)];
};

const isPriority = (facts: readonly Fact[], installation: Installation): boolean =>
  facts.some((fact) => fact.type === 'MA' && sights(fact, installation).some(({ content }) => textAt(content, 'entry.priority') === 'True'));

/** @param facts of the run, in canonical order: messages to one receiver stand as they were sent. */
export const judgeOrder = ({ name, clause, receipt, work, after, priorityFirst }: InOrder, facts: readonly Fact[], installations: readonly Installation[], { matches }: Scene): Finding => {
  const since = matches.one(after)?.fact.stamp;
  const finding = (result: Finding['result'], detail: string): Finding => ({ expectation: name, clause, result, detail });
  if (since === undefined) return finding('inconclusive', `nothing to follow: ${after.of} was not seen`);
  const known = installations.flatMap((each) => {
    const [received, worked] = [firstOf(facts, receipt, each), firstOf(facts, work, each, since)];
    return received === undefined || worked === undefined ? [] : [{ id: each.id, received, worked, ahead: priorityFirst && isPriority(facts, each) }];
  });
  if (known.length < 2) return finding('inconclusive', `${known.length} seen: no order`);
  const expected = [...known].sort((a, b) => Number(b.ahead) - Number(a.ahead) || before(a.received, b.received)).map(({ id }) => id).join(', ');
  const seen = [...known].sort((a, b) => before(a.worked, b.worked)).map(({ id }) => id).join(', ');
  return seen === expected ? finding('pass', seen) : finding('fail', `${seen}; ${expected} expected`);
};
