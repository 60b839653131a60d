/** Laws that every explored message and every explored end is held against, whatever the way there (design 5.6). */
import { londonText } from '../../protocol/time.ts';
import { toFacts, type Fact } from '../verdict/facts.ts';
import { reasonCodes } from '../verdict/laws/reasonCodes.ts';
import { readMessage } from '../verdict/reader.ts';
import { routes } from '../verdict/steps/files.ts';
import type { Witness } from '../verdict/world.ts';
import type { Breach } from './complaint.ts';
import { horizonOf, type Explored } from './explore.ts';
import { envelopeOf, type Message } from './messages.ts';
import { isTroubled, troubleBreaches } from './troubleLaws.ts';

const facts = new WeakMap<Message, readonly Fact[]>();

const factsOf = (message: Message): readonly Fact[] => {
  const known = facts.get(message) ?? toFacts([envelopeOf(message, 0)], readMessage);
  facts.set(message, known);
  return known;
};

/** L8 and Guide Table 7, message by message: what one message says is a breach or not wherever it travels. */
const ofMessages = ({ configuration, parts: { cells, company }, search: { graph } }: Explored): readonly Breach[] => {
  const first = new Map<number, number>();
  for (let edge = 0; edge < graph.edges; edge += 1) {
    if (graph.label(edge) < 0) continue;
    const { sends } = cells.way(graph.label(edge));
    for (let index = 1; index < sends.length; index += 2) if (!first.has(sends[index] as number)) first.set(sends[index] as number, graph.target(edge));
  }
  const observed: Pick<Witness['observed'], 'estate' | 'ruleSet'> = { estate: company.estate, ruleSet: configuration.ruleSet };
  return [...first].flatMap(([number, state]) => {
    const witness = { facts: factsOf(cells.messages.value(number)), observed } as Witness;
    return [reasonCodes, routes].flatMap((law) => law(witness)).filter(({ result }) => result === 'fail').map(({ clause, detail }) => ({ law: clause, detail, state }));
  });
};

/** L5: at an end every Installation under way has come to its own, and no Incident's people are still at work. */
const ofEnds = ({ phase, untimed, parts: { company, surroundings }, search }: Explored): readonly Breach[] => (phase === 'planning' ? [] : search.ends
  // Untimed, a timer fires once: where one still runs, the attempt only goes no further.
  .filter((state) => !untimed || surroundings.value(search.surrounding(state)).timers.length === 0).flatMap((state) => company.parties.flatMap((party, index) =>
  party.describe(search.localState(state, index)).filter(({ machine, ended }) => !ended && /^rp\.installation$|\.(desk|ticket)$/.test(machine))
    .map(({ machine, key, state: at }) => ({ law: 'L5', detail: `${party.address} ${machine}/${key} ends in ${at}`, state })))));

/** L5: no attempt goes on for ever. */
const ofEndless = ({ phase, parts: { company, surroundings }, search }: Explored): readonly Breach[] => {
  const endless = phase === 'planning' ? undefined : search.ends.find((state) => surroundings.value(search.surrounding(state)).now >= horizonOf(company));
  return endless === undefined ? [] : [{ law: 'L5', detail: `an attempt is not over on ${londonText(surroundings.value(search.surrounding(endless)).now)}`, state: endless }];
};

export const breachesOf = (explored: Explored): readonly Breach[] => [...ofMessages(explored), ...(isTroubled(explored) ? troubleBreaches(explored) : ofEnds(explored)), ...ofEndless(explored)];
