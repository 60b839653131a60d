/**
 * Lines that nothing gets to, with the reason that `harness/coverage/reasons.ts` has for it: no world can tell a mutant of them.
 * That each reason still holds is seen to where journeys run.
 */
import { PARTIES } from '../../actors/index.ts';
import { thingName } from '../coverage/passage.ts';
import { unreached } from '../coverage/unreached.ts';
import { configOf, listOf, placesOf, singleOf } from './configs.ts';
import { effectLine, onLine } from './lines.ts';
import type { Mutant } from './mutant.ts';

/** Transitions that are excused, by the line they are; and effects that only they have. */
const excusedLines = (): ReadonlyMap<string, string> => {
  const excused = new Map<string, string>();
  for (const { role, machines } of Object.values(PARTIES)) {
    const said = new Map<string, string | undefined>();
    for (const { name, machine } of machines) {
      for (const { node, path } of placesOf(configOf(machine))) {
        const note = (actions: readonly string[], reason: string | undefined): void => actions.forEach((action) => said.set(action, said.has(action) && said.get(action) === undefined ? undefined : reason));
        for (const [event, configured] of Object.entries(node.on ?? {})) {
          const reason = unreached()[thingName(name, 'transitions', `${[machine.id, ...path].join('.')} ${event}`)];
          if (reason !== undefined) excused.set(onLine(name, path.join('.'), event), reason);
          note(listOf(singleOf(configured)?.actions), reason);
        }
        for (const configured of Object.values(node.after ?? {})) note(listOf(singleOf(configured)?.actions), undefined);
        note(listOf(node.entry), undefined);
      }
    }
    for (const [effect, reason] of said) if (reason !== undefined) excused.set(effectLine(role, effect), reason);
  }
  return excused;
};

let known: ReadonlyMap<string, string> | undefined;

/** Why nothing gets to the lines of a mutant; undefined where one is not excused. */
export const excuseOf = ({ lines }: Pick<Mutant, 'lines'>): string | undefined => {
  known ??= excusedLines();
  const reasons = lines.map((line) => known?.get(line));
  return reasons.includes(undefined) ? undefined : reasons[0];
};
