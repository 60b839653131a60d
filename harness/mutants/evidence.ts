/** What the unmutated run of a row did: where its machines went, what it looked up. A mutant is only worth a run that gets to its line. */
import { scenarioFor } from '../scenarios/scenario.ts';
import { judge } from '../verdict/index.ts';
import { createWorld, type WorldOptions } from '../world/world.ts';
import type { GroupId } from '../../protocol/domain.ts';
import { RULE_SETS, type RuleSet } from '../../protocol/mehrs/parameters/ruleSets.ts';
import type { CatalogueRow } from '../../protocol/mehrs/expected/row.ts';

export interface Game {
  readonly row: CatalogueRow;
  readonly groupId: GroupId;
}

export interface Trace extends Game {
  readonly messages: number;
  /** `<machine> <from> <event>`. */
  readonly taken: ReadonlySet<string>;
  /** `<machine> <to>`. */
  readonly entered: ReadonlySet<string>;
  /** `<role>.<effect>`. */
  readonly effects: ReadonlySet<string>;
  /** Names of rule-set fields that were read. */
  readonly fields: ReadonlySet<string>;
  readonly incidents: ReadonlySet<string>;
}

const watched = (ruleSet: RuleSet, fields: Set<string>): RuleSet => new Proxy(ruleSet, {
  get: (target, name) => {
    fields.add(String(name));
    return Reflect.get(target, name) as unknown;
  },
});

export interface Outcome {
  readonly killed: boolean;
  /** What noticed. */
  readonly by: string;
}

/** Plays a row, perhaps mutated; anything but a clean pass is a kill. */
export const play = async ({ row, groupId }: Game, extra: Partial<WorldOptions> = {}, most = Infinity): Promise<{ readonly outcome: Outcome; readonly world: Awaited<ReturnType<typeof createWorld>> | undefined }> => {
  const { world: options, subject } = scenarioFor(row.id, groupId);
  let world: Awaited<ReturnType<typeof createWorld>> | undefined;
  try {
    world = await createWorld({
      ...options, ...extra,
      onProgress: (_now, messages) => {
        if (messages > most) throw new Error(`more than ${most} messages`);
      },
    });
    await world.run();
    await world.close();
    const verdict = judge({
      run: 'mutants', ruleSet: options.ruleSet ?? 'v3.1', estate: options.estate, horizon: { from: world.startAt, to: world.endAt }, messages: world.journal.inOrder(), subject: subject.id,
    }, row);
    const broken = verdict.findings.find(({ result }) => result !== 'pass');
    const by = broken !== undefined ? `${broken.expectation} [${broken.clause}]`
      : world.undeclared().length > 0 ? 'undeclared drop'
      : world.pending().length > 0 ? 'L5: a timer is pending'
      : world.journal.refusals.length > 0 ? 'H6: something unreadable'
      : '';
    return { outcome: { killed: by !== '', by }, world };
  } catch (error) {
    return { outcome: { killed: true, by: `${(error as Error).name}: ${(error as Error).message}` }, world };
  }
};

/** @throws Error when the row does not pass unmutated: nothing can be said of mutants then. */
export const traceOf = async (game: Game): Promise<Trace> => {
  const fields = new Set<string>();
  const { ruleSet = 'v3.1' } = scenarioFor(game.row.id, game.groupId).world;
  const { outcome, world } = await play(game, { rules: watched(RULE_SETS[ruleSet], fields) });
  if (outcome.killed || world === undefined) throw new Error(`${game.row.id} ${game.groupId} does not pass unmutated: ${outcome.by}`);
  const { steps } = world.journal;
  return {
    ...game, messages: world.journal.messages.length, fields,
    taken: new Set(steps.map(({ machine, from, event }) => `${machine} ${from} ${event}`)),
    entered: new Set(steps.map(({ machine, to }) => `${machine} ${to}`)),
    effects: new Set(steps.flatMap(({ party, effects }) => effects.map((effect) => `${party.split('-', 1)[0]}.${effect}`))),
    incidents: new Set(world.journal.messages.filter(({ type }) => type === 'INCIDENT_RAISED').map(({ body }) => /"section":"([^"]+)"/.exec(new TextDecoder().decode(body))?.[1] ?? '')),
  };
};
