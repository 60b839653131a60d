/**
 * L6: one master of each hub. The SIM decides who it is: SMSO first, whoever the CSP last reported done after that. A
 * command that reaches a hub comes by its master, and none is asked for by the other.
 */
import type { Fact } from '../facts.ts';
import { textAt } from '../fields.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';

type Master = 'smso' | 'dcc';
const COMMANDER: Readonly<Partial<Record<string, Master>>> = { smso: 'smso', s1sp: 'dcc' };

const commander = (fact: Fact): Master | undefined =>
  (fact.type === 'DEVICE_COMMAND' ? (textAt(fact.content, 'via') as Master) : fact.type === 'WAN_COMMAND' ? COMMANDER[fact.from] : undefined);

export const oneMaster: Law = ({ facts, row, matches }) => {
  const masters = new Map<string, Master>();
  const moves = new Map<string, Master>();
  const wrong: { detail: string; stamp: Fact['stamp'] }[] = [];
  const withinMasterless = (fact: Fact): boolean => {
    if (row.masterless === null) return false;
    const start = matches.one({ of: row.masterless.from });
    const end = matches.one({ of: row.masterless.to });
    return start !== undefined && fact.position > start.fact.position && (end === undefined || fact.position < end.fact.position);
  };
  for (const fact of facts) {
    const hub = textAt(fact.content, 'installationId');
    if (fact.type === 'SIM_REQUEST') moves.set(hub, textAt(fact.content, 'master') as Master);
    if (fact.type === 'SIM_RESPONSE') {
      moves.delete(hub);
      if (fact.content['result'] === 'done') masters.set(hub, textAt(fact.content, 'master') as Master);
    }
    const who = commander(fact);
    if (who === undefined) continue;
    const master = masters.get(hub) ?? 'smso';
    const stamp = fact.stamp;
    if (withinMasterless(fact)) wrong.push({ detail: `${who} commands ${hub} while it has no master`, stamp });
    else if (who !== master) wrong.push({ detail: `${who} commands ${hub}, whose master is ${master}`, stamp });
    else if (moves.has(hub) && moves.get(hub) !== master) wrong.push({ detail: `${who} commands ${hub} while its SIM is being moved`, stamp });
  }
  return [ruling('one master', 'L6', wrong)];
};
