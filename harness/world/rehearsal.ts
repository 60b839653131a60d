/**
 * Worlds of one script differ only in their fault plans, and each is the world without a plan up to the first thing its plan
 * changes. A rehearsal plays that one once and remembers how it stood on the way; another world then goes on from the last
 * standing before its plan changes anything that anybody notices: a record that somebody changes is noticed when its keeper next
 * looks. When that is, the shipped fault engine and the rehearsed parties' stores say, so no byte of any run differs
 * (test/world/rehearsal.test.ts, law L9). On whatever bus the other world is, all its messages travel there, from the first one on.
 */
import { GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { FaultEngine, candidatesOf, type Happening } from '../faults/engine.ts';
import { NO_FAULTS } from '../faults/plan.ts';
import type { PartyHost } from '../../actors/runtime/host.ts';
import { hostOf } from './hosting.ts';
import { DEFAULT_RESOLUTION_MINUTES } from './staging.ts';
import { World, createWorld, type Standing, type WorldOptions } from './world.ts';

interface Round {
  readonly at: Stamp;
  /** What was sent in it, and before the first one when the parties started, each by itself. */
  readonly sent: readonly (readonly Envelope[])[];
  /** Steps and refusals up to its end. */
  readonly steps: number;
  readonly refusals: number;
  /** Records that were read or written in it, `<party> <table>/<key>`; `<party> <table>` where a table was gone through, `<party> <table> +` where something was written to it. */
  readonly touched: ReadonlySet<string>;
  /** Sections whose people were asked how long they take. */
  readonly asked: ReadonlySet<string>;
  /** Absent for most rounds. */
  readonly standing?: Pick<Standing, 'now' | 'parties'>;
}

/** A standing is remembered every so many rounds: fewer make each world do more anew, more take memory. */
const ROUNDS_A_STANDING = 6;

export class Rehearsal {
  private constructor(private readonly rounds: readonly Round[], private readonly journal: World['journal'], private readonly minutes: (section: string) => number) {}

  /** @param options of a world; its plan is not played, and its bus not used. */
  static async of({ bus: _bus, ...options }: WorldOptions): Promise<Rehearsal> {
    const hosts: PartyHost[] = [];
    let touched = new Set<string>();
    let asked = new Set<string>();
    const world = await createWorld({ ...options, faults: NO_FAULTS, hostedBy: (at, stage) => {
      const resolutionMinutes = (section: string): number => {
        asked.add(section);
        return stage.resolutionMinutes(section);
      };
      const host = hostOf(at, { ...stage, resolutionMinutes });
      host.store.watch = { reads: (table, key) => void touched.add(`${at} ${table}/${key}`), scans: (table) => void touched.add(`${at} ${table}`) };
      hosts.push(host);
      return host;
    } });
    const rounds: Round[] = [];
    let messages = 0;
    while (await world.round()) {
      const { messages: all, steps, refusals } = world.journal;
      for (const host of hosts) for (const each of writtenBy(host)) touched.add(each);
      const standing = rounds.length % ROUNDS_A_STANDING === 0 ? world.standing() : undefined;
      rounds.push({ at: world.stamp, sent: byStamp(all.slice(messages)), steps: steps.length, refusals: refusals.length, touched, asked, ...(standing === undefined ? {} : { standing }) });
      messages = all.length;
      touched = new Set();
      asked = new Set();
    }
    await world.close();
    return new Rehearsal(rounds, world.journal, minutesOf({ ...options, faults: NO_FAULTS }));
  }

  /** The world of a script like the rehearsal's, as far as it is the same. */
  async world(options: WorldOptions): Promise<World> {
    const last = this.rounds.slice(0, this.#unchanged(options)).findLastIndex(({ standing }) => standing !== undefined);
    const round = this.rounds[last];
    if (round?.standing === undefined) return createWorld(options);
    const { steps, refusals } = this.journal;
    return World.resumed(options, {
      ...round.standing, sent: this.rounds.slice(0, last + 1).flatMap(({ sent }) => sent), steps: steps.slice(0, round.steps), refusals: refusals.slice(0, round.refusals),
    });
  }

  /** How many rounds pass before a plan changes anything. */
  #unchanged(options: WorldOptions): number {
    const { faults: plan = NO_FAULTS } = options;
    const engine = new FaultEngine(plan);
    const minutes = minutesOf(options);
    const pending: Happening[] = [];
    const changes = ({ at, sent, touched, asked }: Round): boolean => {
      if ([...asked].some((section) => minutes(section) !== this.minutes(section))) return true;
      if (pending.some((each) => compareStamps(each, at) <= 0 && isNoticed(each, touched))) return true;
      return sent.some((each) => {
        const { decisions, happenings } = engine.decide(candidatesOf(plan, each));
        pending.push(...happenings);
        return decisions.length > 0;
      });
    };
    const first = this.rounds.findIndex(changes);
    return first < 0 ? this.rounds.length : first;
  }
}

const writtenBy = (host: PartyHost): readonly string[] => host.takeChanges().flatMap(({ kind, id }) =>
  (kind === 'record' ? [`${host.address} ${id}`, `${host.address} ${id.slice(0, id.indexOf('/'))} +`] : []));

/** A message is noticed at once, a record when its keeper looks at it; one that is new to its table changes the table. */
const isNoticed = ({ fault }: Happening, touched: ReadonlySet<string>): boolean => {
  if (fault.kind !== 'record') return true;
  const { party, table, key, create } = fault;
  return touched.has(`${party} ${table}`) || touched.has(`${party} ${table}/${key}`) || (create === true && touched.has(`${party} ${table} +`));
};

const byStamp = (messages: readonly Envelope[]): readonly (readonly Envelope[])[] => {
  const groups: Envelope[][] = [];
  for (const message of messages) {
    const latest = groups.at(-1);
    if (latest?.[0] !== undefined && compareStamps(latest[0].stamp, message.stamp) === 0) latest.push(message);
    else groups.push([message]);
  }
  return groups;
};

/** How long people take over an Incident of a section: it makes no difference before they are asked. */
const minutesOf = ({ faults = NO_FAULTS, resolutionMinutes = DEFAULT_RESOLUTION_MINUTES }: WorldOptions): ((section: string) => number) => {
  const engine = new FaultEngine(faults);
  return (section) => engine.resolutionMinutes(section, resolutionMinutes);
};

/** Names everything a world is but its plan, how long people take, and how its messages travel; undefined for a world that somebody plays in or listens to. */
export const scriptName = ({ faults, resolutionMinutes, ...options }: WorldOptions): string | undefined => {
  const { bus: _bus, run: _run, seats, hostedBy, staged, rules, shuffle, onInput, onProgress, ...script } = options;
  if ([seats, hostedBy, staged, rules, shuffle, onInput, onProgress].some((each) => each !== undefined)) return undefined;
  return JSON.stringify(script);
};

/** Those of one script after each other, Group ID by Group ID: whoever plays the one has much of the next ready. */
export const inPlayingOrder = <T>(plays: readonly T[], scenarioOf: (play: T) => { readonly groupId: GroupId; readonly world: WorldOptions }): readonly T[] => {
  const scripts = new Map<string, { readonly groupId: GroupId; readonly own: T[] }>();
  for (const play of plays) {
    const { groupId, world } = scenarioOf(play);
    const name = `${groupId} ${scriptName(world)}`;
    const known = scripts.get(name);
    if (known === undefined) scripts.set(name, { groupId, own: [play] });
    else known.own.push(play);
  }
  return GROUP_IDS.flatMap((group) => [...scripts.values()].filter(({ groupId }) => groupId === group).flatMap(({ own }) => own));
};

/** Playing a script so often before rehearsing it: a rehearsal costs as much as a play. */
const WORTH_REHEARSING = 3;
const MOST_KEPT = 24;

/** Rehearses the scripts that a process plays again and again. */
export class Rehearsals {
  readonly #plays = new Map<string, number>();
  readonly #kept = new Map<string, Promise<Rehearsal>>();

  /** Like `createWorld`, sooner: the world may have gone part of its way already. */
  async world(options: WorldOptions): Promise<World> {
    const script = scriptName(options);
    if (script === undefined) return createWorld(options);
    const plays = (this.#plays.get(script) ?? 0) + 1;
    this.#plays.set(script, plays);
    if (plays <= WORTH_REHEARSING) return createWorld(options);
    let rehearsal = this.#kept.get(script);
    if (rehearsal === undefined) {
      const [oldest] = this.#kept.keys();
      if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
      this.#kept.set(script, (rehearsal = Rehearsal.of(options)));
    }
    return (await rehearsal).world(options);
  }
}
