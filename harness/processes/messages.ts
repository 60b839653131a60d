/**
 * What coordinator and party processes say to each other on the control plane: requests on `vt.<run>.to.<process>.<what>`,
 * JSON, one answer each. All of it may be repeated: what a party has done it does not do again.
 */
import { z } from 'zod';
import { TOKEN } from '../../protocol/messages/envelope.ts';
import { recordChange } from '../faults/plan.ts';

const token = z.string().regex(TOKEN);
const stamp = z.strictObject({ t: z.int(), n: z.int().min(0) });
const count = z.int().min(0);

/** Who are you, and what are you at? */
export const helloAnswer = z.strictObject({
  process: token,
  pid: z.int(),
  /** Parties or roles it was started for. */
  parties: z.array(token),
  /** Parties or roles it is a worker of. */
  works: z.array(token).default([]),
  runs: z.array(z.strictObject({ run: token, parties: z.array(token), at: stamp.nullable(), messages: count })),
});
export type HelloAnswer = z.infer<typeof helloAnswer>;

/** A piece of a run's script, JSON in base64: all pieces make the script. */
export const scriptRequest = z.strictObject({ run: token, piece: count, pieces: z.int().min(1), base64: z.string() });

/** A run is over. */
export const endRequest = z.strictObject({ run: z.string() });

export const joinRequest = z.strictObject({
  run: token,
  parties: z.array(token),
  /** Parties it is a worker of. */
  works: z.array(token).default([]),
  /** Processes that are workers of its parties, by party. */
  workers: z.record(token, z.array(token)).default({}),
  durability: z.enum(['jetstream', 'core']),
  /** Whether each step is kept, so that the party can be started again. */
  kept: z.boolean(),
  /** Steps between snapshots. */
  snapshotSteps: z.int().min(1),
  /** Who coordinates: a request of an earlier one is refused. */
  epoch: count,
});
export type JoinRequest = z.infer<typeof joinRequest>;

const held = z.strictObject({
  party: token,
  /** Messages it must hold, all senders together, before it goes on. */
  hold: count,
  changes: z.array(recordChange).default([]),
});

export const grantRequest = z.strictObject({
  epoch: count,
  round: count,
  at: stamp,
  parties: z.array(held),
  /** Faults of the plan that have struck. */
  struck: z.array(count).default([]),
});
export type GrantRequest = z.infer<typeof grantRequest>;

/** Where a party stands. */
export const report = z.strictObject({
  party: token,
  /** Up to here it has read and done everything; null: it has not begun. */
  consumed: stamp.nullable(),
  /** Its own next stamp, of what it holds. */
  next: stamp.nullable(),
  /** Messages sent so far, by receiver. */
  sent: z.record(token, count),
  /** Least stamp of what it sent last, by receiver. */
  least: z.record(token, stamp),
});
export type Report = z.infer<typeof report>;

const candidate = z.strictObject({ fault: count, from: token, message: count, copyOf: count, t: z.int(), n: count });
const decision = z.strictObject({ fault: count, from: token, message: count });

export const grantAnswer = z.strictObject({
  round: count,
  reports: z.array(report),
  /** Of parties that wait for a release: what they mean to send may be what the plan is about. */
  candidates: z.array(candidate).default([]),
});
export type GrantAnswer = z.infer<typeof grantAnswer>;

/** What is to be done to the messages of the parties that wait. */
export const releaseRequest = z.strictObject({ epoch: count, round: count, decisions: z.array(decision) });
export type ReleaseRequest = z.infer<typeof releaseRequest>;

export const positionRequest = z.strictObject({ epoch: count, parties: z.array(held) });

/** A piece of what the process has on record of a run. */
export const recordRequest = z.strictObject({ epoch: count, piece: count });
export const recordAnswer = z.strictObject({ pieces: z.int().min(1), base64: z.string() });

export const failure = z.strictObject({
  failed: z.enum(['unknown', 'away', 'idle', 'lost', 'stale', 'plan', 'defect', 'bus']),
  message: z.string(),
  /** Of a plan of faults that cannot be carried out. */
  problems: z.array(z.strictObject({ path: z.string(), expected: z.string() })).optional(),
});
export type Failure = z.infer<typeof failure>;

/** Why a party process could not do as asked. */
export class ProcessFailure extends Error {
  constructor(readonly failed: Failure['failed'], message: string, readonly problems?: Failure['problems']) {
    super(message);
    this.name = 'ProcessFailure';
  }
}

/** Subject of a request to a process. */
export const toProcess = (name: string, what: string): string => `to.${name}.${what}`;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
export const encodeControl = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value));

/** @throws ProcessFailure `bus` for bytes that are no such message. */
export const decodeControl = <T>(schema: z.ZodType<T>, bytes: Uint8Array, what: string): T => {
  let json: unknown;
  try {
    json = JSON.parse(decoder.decode(bytes));
  } catch {
    throw new ProcessFailure('bus', `${what}: not JSON`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ProcessFailure('bus', `${what}: ${issue?.path.join('.') || 'the message'}: ${issue?.message ?? 'invalid'}`);
};
