/** Each step of a journey is one act: nobody tells one receiver the same thing twice at one instant (Guide Table 5; emulator profile). */
import { ROLES } from '../../../protocol/domain.ts';
import { nameOfBytes } from '../../../protocol/security/memo.ts';
import type { Fact } from '../facts.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';

/** Made anew whenever something is said, so no difference in what is said (ruling R2-01). */
const NUMBERED: readonly string[] = ['counter', 'incidentId'];

/** Whose plan a demand or a commitment is stands in its file name only: two suppliers of one site are told the same numbers (Guide 4.5.3). */
const whose = ({ content, envelope }: Fact): string => (Array.isArray(content['quantities']) ? envelope.key : '');

const words = ({ content, unreadable, envelope }: Fact): string => (unreadable === undefined
  ? JSON.stringify(content, (name, value: unknown) => (NUMBERED.includes(name) ? undefined : value))
  : nameOfBytes(envelope.body));
const said = (fact: Fact): string => `${whose(fact)} ${words(fact)}`;

/** What befalls a system or a home is nobody's word: it may go down twice in one moment. */
const isSaid = ({ from }: Fact): boolean => ROLES.includes(from);

/** What stands at the top of it: where that differs, so does the whole. */
const head = ({ content }: Fact): string => JSON.stringify(Object.entries(content).filter(([name, value]) => typeof value !== 'object' && !NUMBERED.includes(name)));
const where = ({ envelope: { from, to, type }, stamp: { t, n } }: Fact): string => `${from} ${to} ${type} ${t} ${n}`;

/** Those of each group that are not alone in this. */
const alike = (groups: readonly (readonly Fact[])[], by: (fact: Fact) => string): readonly (readonly Fact[])[] => groups.flatMap((group) => {
  const found = new Map<string, Fact[]>();
  for (const fact of group) {
    const name = by(fact);
    const others = found.get(name);
    if (others === undefined) found.set(name, [fact]);
    else others.push(fact);
  }
  return [...found.values()].filter(({ length }) => length > 1);
});

export const once: Law = ({ facts }) => {
  const wrong = alike(alike(alike([facts.filter(isSaid)], where), head), said).flatMap(([, ...again]) =>
    again.map(({ envelope: { from, to, type, key }, stamp }) => ({ detail: `${from} sends ${to} the ${type} about ${key} twice`, stamp })));
  return [ruling('nothing is said twice at once', 'Guide Table 5 (emulator profile)', wrong)];
};
