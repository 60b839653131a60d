/** Each step of a journey is one act: nobody tells one receiver the same thing twice at one instant (Guide Table 5; emulator profile). */
import { ROLES } from '../../../protocol/domain.ts';
import type { Fact } from '../facts.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';

/** Made anew whenever something is said, so no difference in what is said (ruling R2-01). */
const NUMBERED: readonly string[] = ['counter', 'incidentId'];

/** Whose plan a demand or a commitment is stands in its file name only: two suppliers of one site are told the same numbers (Guide 4.5.3). */
const whose = ({ content, envelope }: Fact): string => (Array.isArray(content['quantities']) ? envelope.key : '');

const words = ({ content, unreadable, envelope }: Fact): string => (unreadable === undefined
  ? JSON.stringify(content, (name, value: unknown) => (NUMBERED.includes(name) ? undefined : value))
  : Buffer.from(envelope.body).toString('latin1'));
const said = (fact: Fact): string => `${whose(fact)} ${words(fact)}`;

/** What befalls a system or a home is nobody's word: it may go down twice in one moment. */
const isSaid = ({ from }: Fact): boolean => ROLES.includes(from);

export const once: Law = ({ facts }) => {
  const together = new Map<string, Fact[]>();
  for (const fact of facts.filter(isSaid)) {
    const { envelope: { from, to, type }, stamp } = fact;
    const where = `${from} ${to} ${type} ${stamp.t} ${stamp.n}`;
    const others = together.get(where);
    if (others === undefined) together.set(where, [fact]);
    else others.push(fact);
  }
  const wrong = [...together.values()].flatMap((each) => {
    if (each.length === 1) return [];
    const texts = each.map(said);
    return each.filter((_, index) => texts.indexOf(texts[index] ?? '') < index)
      .map(({ envelope: { from, to, type, key }, stamp }) => ({ detail: `${from} sends ${to} the ${type} about ${key} twice`, stamp }));
  });
  return [ruling('nothing is said twice at once', 'Guide Table 5 (emulator profile)', wrong)];
};
