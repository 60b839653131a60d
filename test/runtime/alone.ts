/** One party alone: no bus, no world, only its own records, its mailbox and its deadlines (law L2). */
import type { Directory } from '../../actors/runtime/party.ts';
import type { PartyHost, RefusalRecord, StepRecord } from '../../actors/runtime/host.ts';
import { FaultEngine } from '../../harness/faults/engine.ts';
import { NO_FAULTS, type FaultPlan } from '../../harness/faults/plan.ts';
import { directoryOf } from '../../harness/world/directory.ts';
import { hostOf, publishCertificates } from '../../harness/world/hosting.ts';
import { identitiesOf, type Identities } from '../../harness/world/identities.ts';
import type { World } from '../../harness/world/world.ts';
import type { Address } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { RULE_SETS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { compareStamps, type Stamp } from '../../protocol/time.ts';

const USUAL_RESOLUTION_MINUTES = 180;

export interface HostRecord {
  readonly steps: StepRecord[];
  readonly refusals: RefusalRecord[];
}

export interface Alone {
  readonly host: PartyHost;
  readonly record: HostRecord;
  /** Everything it has sent so far. */
  readonly out: Envelope[];
  /** Does what is due before a stamp. */
  upTo(stamp: Stamp): void;
  /** Delivers messages of one stamp, after everything due before it. */
  deliver(messages: readonly Envelope[]): void;
  finish(): void;
  /** Records, states and deadlines as text: equal text, nothing changed. */
  photograph(): string;
}

const plain = (_name: string, value: unknown): unknown => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value);

const stages = new WeakMap<World, { readonly directory: Directory; readonly identities: Identities }>();

/** Who is who and everybody's certificates, as in the world itself. */
const stageOf = (world: World) => {
  const known = stages.get(world);
  if (known !== undefined) return known;
  const { estate, seed } = world.options;
  const directory = directoryOf(estate);
  const identities = identitiesOf(estate, directory, seed, world.startAt);
  publishCertificates({ estate, identities });
  const stage = { directory, identities };
  stages.set(world, stage);
  return stage;
};

/** A party of a world, as it stood on the first day, apart from that world. */
export const alone = (world: World, at: Address, plan: FaultPlan = NO_FAULTS): Alone => {
  const { estate, seed, run, migrationWeek } = world.options;
  const { directory, identities } = stageOf(world);
  const engine = new FaultEngine(plan);
  const record: HostRecord = { steps: [], refusals: [] };
  const host = hostOf(at, {
    directory, run, ruleSet: RULE_SETS['v3.1'], provisions: { estate, seed, startAt: world.startAt, migrationWeek, migrationWeeks: [migrationWeek], identities, authorisations: [], sharePointDown: false },
    observer: { step: (each) => record.steps.push(each), refusal: (each) => record.refusals.push(each) },
    resolutionMinutes: (section) => engine.resolutionMinutes(section, USUAL_RESOLUTION_MINUTES),
  });
  const tables = new Set<string>();
  const out: Envelope[] = [...host.boot({ t: world.startAt, n: 0 })];
  const upTo = (stamp: Stamp): void => {
    for (let next = host.next(); next !== undefined && compareStamps(next, stamp) < 0; next = host.next()) out.push(...host.step(next));
  };
  return {
    host, record, out, upTo,
    deliver: (messages) => {
      const [first] = messages;
      if (first === undefined) return;
      upTo(first.stamp);
      for (const message of messages) host.receive(message);
      out.push(...host.step(first.stamp));
    },
    finish: () => upTo({ t: world.endAt, n: 0 }),
    photograph: () => {
      for (const { id } of host.store.takeChanges()) tables.add(id.slice(0, id.indexOf('/')));
      return JSON.stringify([[...tables].sort().map((table) => [table, [...host.store.entries(table)]]), [...host.states()], host.pending()], plain);
    },
  };
};

/** The mailbox of a party, split by stamp, in the order it came. */
export const mailboxOf = (messages: readonly Envelope[], to: Address): readonly (readonly Envelope[])[] => {
  const groups: Envelope[][] = [];
  for (const message of messages.filter((each) => each.to === to)) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && compareStamps(last[0].stamp, message.stamp) === 0) last.push(message);
    else groups.push([message]);
  }
  return groups;
};
