/** Mutants of parameters: each number one up and one down, times of day moved, receivers dropped and swapped, assignees and group rules changed. */
import { GROUP_IDS, ROLES } from '../../protocol/domain.ts';
import { GROUP_RULES } from '../../protocol/mehrs/parameters/groups.ts';
import { INCIDENT_RULES } from '../../protocol/mehrs/parameters/incidents.ts';
import { ROUTES, type Receiver, type Route } from '../../protocol/mehrs/parameters/routing.ts';
import { RULE_SETS, type RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { effectLine, fieldLine, groupLine, sectionLine } from './lines.ts';
import type { Mutant } from './mutant.ts';

type Changed = readonly [operator: string, value: unknown];

const CLOCK = /^(\d{2}):(\d{2})$/;
const HOURS = 24;

/** What a value may be mutated to. */
const others = (value: unknown): readonly Changed[] => {
  if (typeof value === 'number') return [['+1', value + 1], ['-1', value - 1]];
  if (typeof value === 'boolean') return [['not', !value]];
  const clock = typeof value === 'string' ? CLOCK.exec(value) : null;
  if (clock !== null) return [['an hour later', `${String((Number(clock[1]) + 1) % HOURS).padStart(2, '0')}:${clock[2]}`]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => others(inner).map(([operator, changed]): Changed =>
    [`${name} ${operator}`, Array.isArray(value) ? value.map((each, index) => (String(index) === name ? changed : each)) : { ...value, [name]: changed }]));
};

function* ruleSetMutants(): Iterable<Mutant> {
  for (const [field, value] of Object.entries(RULE_SETS['v3.1'])) {
    for (const [operator, changed] of others(value)) {
      yield {
        id: `ruleSet ${field} ${operator}`, operator: 'number', lines: [fieldLine(field)], isLocal: true,
        ruleSet: (ruleSet: RuleSet) => ({ ...ruleSet, [field]: changed }),
      };
    }
  }
}

/** Sets a property of shared data and gives back what puts it as it was. */
const set = (target: object, name: string, value: unknown) => (): (() => void) => {
  const before = Reflect.get(target, name) as unknown;
  Reflect.set(target, name, value);
  return () => void Reflect.set(target, name, before);
};

/** Another receiver of the same kind: one that may be had without the message naming it. */
const swapped = (receiver: Receiver): Receiver => {
  const plain = ROLES.filter((role) => !['supplier', 'networkOperator'].includes(role) && role !== receiver);
  return plain[(ROLES as readonly string[]).indexOf(receiver) + 1] ?? plain[0] ?? receiver;
};

function* routeMutants(): Iterable<Mutant> {
  for (const route of ROUTES) {
    const lines = [effectLine(route.from, route.effect)];
    const put = (operator: string, to: Route['to']): Mutant => ({ id: `route ${route.from}.${route.effect} ${operator}`, operator: 'receivers', lines, isLocal: true, apply: set(route, 'to', to) });
    for (const receiver of route.to) {
      yield put(`without ${receiver}`, route.to.filter((each) => each !== receiver));
      yield put(`${swapped(receiver)} for ${receiver}`, route.to.map((each) => (each === receiver ? swapped(receiver) : each)));
    }
  }
}

function* incidentMutants(): Iterable<Mutant> {
  for (const rule of Object.values(INCIDENT_RULES)) {
    const assignee = (['rp', 's1sp', 'cp', 'mcfvf'] as const).find((each) => each !== rule.assignedTo);
    yield { id: `incident ${rule.section} assigned to ${assignee}`, operator: 'receivers', lines: [sectionLine(rule.section)], isLocal: false, apply: set(rule, 'assignedTo', assignee) };
  }
}

function* groupMutants(): Iterable<Mutant> {
  const choices: Readonly<Record<string, readonly string[]>> = { handover: ['sim', 'apn', 'account'], contact: ['ladder', 'wakeUp', 'before'], unfit: ['giveBack', 'keep'] };
  for (const groupId of GROUP_IDS) {
    for (const [field, value] of Object.entries(GROUP_RULES[groupId])) {
      const changed = typeof value === 'boolean' ? !value : choices[field]?.find((each) => each !== value) ?? (field === 'apn' ? `${String(value)}2` : 'MA101');
      if (changed === value) continue;
      yield {
        id: `group ${groupId} ${field} ${String(changed)}`, operator: 'group', lines: [groupLine(groupId)], isLocal: false,
        apply: set(GROUP_RULES, groupId, { ...GROUP_RULES[groupId], [field]: changed }),
      };
    }
  }
}

export function* parameterMutants(): Iterable<Mutant> {
  yield* ruleSetMutants();
  yield* routeMutants();
  yield* incidentMutants();
  yield* groupMutants();
}
