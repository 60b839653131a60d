/**
 * What is asked is answered, once and at once (Guide Table 5 steps 15 to 20; MEHRS 2.6.6, 2.7.5, 2.7.7; how soon is emulator profile, R2-11):
 * the CSP says after two minutes, or when it need not hold a command any longer (MEHRS 3.3.1), that a hub was not reached, and
 * what a system kept waiting is answered as its Incident is resolved (MEHRS 2.6.1, 2.7.4, 2.7.6).
 */
import type { MessageType } from '../../../protocol/messages/types.ts';
import { MINUTE } from '../../../protocol/time.ts';
import { roleOf } from '../../../protocol/domain.ts';
import type { Fact } from '../facts.ts';
import { resumptions } from '../facts.ts';
import { field, listOf, textAt } from '../fields.ts';
import { TOLERANCE_MS } from '../timing.ts';
import { ruling } from '../world.ts';
import type { Law, Wrong } from '../world.ts';

interface Conversation {
  readonly ask: MessageType;
  readonly answer: MessageType;
  /** What both carry. */
  readonly by: readonly string[];
  /** Minutes an answer may take; by what it says where that decides. */
  readonly within: (ask: Fact, answer: Fact) => { readonly least: number; readonly most: number };
  /** Nothing comes while the system of whoever is asked is down, which is outside DCC's own (MEHRS 2.5.3). */
  readonly outside?: true;
  /** Says it again when what was not possible has been done (MEHRS 2.6.6). */
  readonly again?: true;
}

const AT_ONCE = { least: 0, most: 0 } as const;
const atOnce = () => AT_ONCE;
const upTo = (most: number) => () => ({ least: 0, most });
/** The S1SP's file set window (TMAD 5.24): until then the DCO's own may become whole. */
const WINDOW = 24 * 60;
const UNREACHABLE = 2;
const CSP_SILENT = 10;

const CONVERSATIONS: readonly Conversation[] = [
  {
    ask: 'WAN_COMMAND', answer: 'WAN_RESULT', by: ['commandId'],
    within: ({ content }, { content: { result } }) => {
      const held = Number(field(content, 'holdMinutes') ?? 0);
      return result === 'unreachable' ? { least: held || UNREACHABLE, most: held || UNREACHABLE } : { least: 0, most: held };
    },
  },
  { ask: 'KEY_REQUEST', answer: 'KEY_RESPONSE', by: ['commandId'], within: atOnce },
  { ask: 'KEY_DISCARD', answer: 'KEY_DISCARDED', by: ['migrationSetId', 'installationId'], within: atOnce, again: true },
  { ask: 'VIABILITY_REQUEST', answer: 'VIABILITY_RESPONSE', by: ['migrationSetId', 'installationId'], within: upTo(WINDOW) },
  { ask: 'CHF_REQUEST', answer: 'CHF_RESPONSE', by: ['requestId'], within: atOnce },
  { ask: 'COMMISSIONING_REQUEST', answer: 'SERVICE_RESPONSE', by: ['requestId'], within: atOnce },
  { ask: 'COUNTERSIGNED_REQUEST', answer: 'S1SP_RESPONSE', by: ['requestId'], within: atOnce },
  { ask: 'SIM_REQUEST', answer: 'SIM_RESPONSE', by: ['installationId', 'master'], within: (_ask, { content: { result } }) => (result === 'failed' ? upTo(UNREACHABLE)() : AT_ONCE), outside: true },
  { ask: 'HANDOVER_REQUEST', answer: 'HANDOVER_RESPONSE', by: ['installationId', 'method'], within: upTo(CSP_SILENT), outside: true },
  { ask: 'INCIDENT_RAISED', answer: 'INCIDENT_ASSIGNED', by: ['incidentId'], within: atOnce },
];

const nameOf = ({ content }: Fact, by: readonly string[]): string => by.map((path) => textAt(content, path)).join(' ');

/** An Incident is assigned by who it was raised to; all else is answered by whom it went to. */
const isAnswerTo = (ask: Fact, answer: Fact): boolean => answer.from === roleOf(ask.to);

/** Nothing has to come: a system outside DCC's own is down, or the Installation has gone into a new Common File meanwhile (MEHRS 2.4.5, 2.5.8). */
const mayBeSilent = (ask: Fact, { outside }: Conversation, facts: readonly Fact[]): boolean => {
  if (outside === true) return facts.some(({ type, to, position }) => type === 'OUTAGE' && position < ask.position && to === ask.to);
  return ask.type === 'VIABILITY_REQUEST' && facts.some(({ type, position, content }) => type === 'MCF' && position > ask.position
    && listOf(content, 'installations').some((each) => each['installationId'] === ask.content['installationId']));
};

const judgeConversation = (conversation: Conversation, facts: readonly Fact[], resumed: ReadonlySet<number>, until: number): readonly Wrong[] => {
  const { ask, answer, by, within, again } = conversation;
  const wrong: Wrong[] = [];
  /** What has been asked and not answered, by name. */
  const open = new Map<string, Fact[]>();
  for (const each of facts) {
    if (each.unreadable !== undefined || (each.type !== ask && each.type !== answer)) continue;
    const about = nameOf(each, by);
    const asked = open.get(about);
    if (each.type === ask) {
      if (asked === undefined) open.set(about, [each]);
      else asked.push(each);
      continue;
    }
    // What nobody asked for is an alert.
    if (asked === undefined) continue;
    // Asked again, it is that which is answered.
    const last = asked.findLastIndex((one) => isAnswerTo(one, each));
    const found = asked[last];
    if (found === undefined) {
      if (again !== true) wrong.push({ detail: `${each.envelope.from} answers the ${ask} ${about} once more`, stamp: each.stamp });
      continue;
    }
    asked.splice(last, 1);
    const { least, most } = within(found, each);
    const took = each.stamp.t - found.stamp.t;
    if ((took < least * MINUTE - TOLERANCE_MS || took > most * MINUTE + TOLERANCE_MS) && !resumed.has(each.stamp.t)) {
      wrong.push({ detail: `${each.envelope.from} answers the ${ask} ${about} after ${took / MINUTE} min, ${least} to ${most} expected`, stamp: each.stamp });
    }
  }
  for (const [about, asked] of open) {
    for (const each of asked) {
      if (each.stamp.t + WINDOW * MINUTE < until && !mayBeSilent(each, conversation, facts)) wrong.push({ detail: `${each.to} does not answer the ${ask} ${about}`, stamp: each.stamp });
    }
  }
  return wrong;
};

export const answers: Law = ({ facts, observed }) => {
  const resumed = resumptions(facts);
  return [ruling('what is asked is answered once, and in time', 'Guide Table 5; MEHRS 2.6-2.7 (emulator profile)', CONVERSATIONS.flatMap((each) => judgeConversation(each, facts, resumed, observed.horizon.to)))];
};
