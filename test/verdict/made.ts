/** Facts made by hand, as data: for one law at a time. */
import { toFacts, type Fact } from '../../harness/verdict/facts.ts';
import { readMessage } from '../../harness/verdict/index.ts';
import type { Law, Witness } from '../../harness/verdict/world.ts';
import { roleOf, type Estate } from '../../protocol/domain.ts';
import type { CatalogueRow } from '../../protocol/mehrs/expected/row.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { MINUTE } from '../../protocol/time.ts';
import { ESTATE, SUBJECT, type Script } from './script.ts';

export interface Made {
  readonly type: MessageType;
  readonly from: string;
  readonly to: string;
  /** Minutes. */
  readonly at?: number;
  readonly n?: number;
  readonly key?: string;
  readonly content?: Record<string, unknown>;
  readonly unreadable?: string;
  readonly body?: string;
}

/** In this order; one after the other where no time is given. */
export const made = (...facts: readonly Made[]): readonly Fact[] => facts.map(({ type, from, to, at, n = 0, key = 'key', content = {}, unreadable, body }, position) => {
  const stamp = { t: (at ?? position) * MINUTE, n };
  const bytes = new TextEncoder().encode(body ?? JSON.stringify(content));
  return { position, from: roleOf(from), to, type, stamp, content, envelope: { run: 'test', from, to, type, key, seq: position, stamp, body: bytes }, ...(unreadable !== undefined && { unreadable }) };
});

/** What a law says of them: the details of each finding, by its name; `holds` where there is nothing wrong. */
export const said = (law: Law, facts: readonly Fact[], more: { readonly estate?: Estate; readonly until?: number } & Partial<Witness> = {}): Readonly<Record<string, string>> => {
  const { estate = ESTATE, until = Infinity, ...rest } = more;
  const observed = { run: 'test', ruleSet: 'v3.1', estate, horizon: { from: 0, to: until }, messages: facts.map(({ envelope }) => envelope), subject: SUBJECT.id };
  return Object.fromEntries(law({ observed, facts, subject: SUBJECT, ...rest } as unknown as Witness).map(({ expectation, detail }) => [expectation, detail]));
};
/** What is wrong with a run written by hand, by one law. */
export const wrongIn = (law: Law, script: Script, row?: CatalogueRow): readonly string[] => {
  const messages = script.messages();
  const observed = { run: 'test', ruleSet: 'v3.1', estate: ESTATE, horizon: { from: 0, to: script.now }, messages, subject: SUBJECT.id };
  return law({ observed, facts: toFacts(messages, readMessage), subject: SUBJECT, row } as unknown as Witness).filter(({ result }) => result === 'fail').map(({ detail }) => detail);
};
/** The one thing it says. */
export const only = (law: Law, facts: readonly Fact[], more: Parameters<typeof said>[2] = {}): string => Object.values(said(law, facts, more)).join(' | ');
