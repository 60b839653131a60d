/**
 * A plan of faults: a small reviewable file. Faults have causes (law L4): they change a file in transit from the party that
 * botched it, a record somebody keeps, a hub's surroundings, how long people take. No party is told to fail.
 */
import { z } from 'zod';
import { DEVICE_TYPES } from '../../protocol/domain.ts';
import { COMMAND_KINDS, ENVIRONMENT_CHANGES } from '../../protocol/messages/notices.ts';
import { MESSAGE_TYPES } from '../../protocol/messages/types.ts';
import { TOKEN } from '../../protocol/messages/envelope.ts';

const token = z.string().regex(TOKEN);
const minutes = z.number().min(0).max(60 * 24 * 365);

/** The nth message (from 1) that matches; `contains` looks for a text in its body. */
const trigger = z.strictObject({
  from: token.optional(),
  to: token.optional(),
  type: z.enum(MESSAGE_TYPES),
  key: token.optional(),
  contains: z.string().max(200).optional(),
  nth: z.int().min(1).default(1),
});
export type Trigger = z.infer<typeof trigger>;

/** How a sender's system spoils a file it makes: `spoil.ts` and `rewrite.ts` say what each does. */
export const SPOILS = [
  'signature', 'truncated', 'schema', 'revoked', 'expired', 'notYetValid', 'unknownIssuer', 'wrongRole', 'otherParty', 'counter', 'group', 'header', 'twice', 'stranger', 'credentialsTwice',
  'absent', 'neighbour', 'failed', 'deviceAbsent', 'deviceTwice', 'deviceStrange', 's1spMisaddressed', 'dcoMisaddressed', 's1spMalformed', 'dcoMalformed', 's1spAltered', 'dcoAltered',
] as const;
export type Spoil = (typeof SPOILS)[number];

/** Somebody changes a record a party keeps. `key` is the record's; `set` replaces these fields of it; with `create` there need be none yet. */
export const recordChange = z.strictObject({
  kind: z.literal('record'), on: trigger, afterMinutes: minutes, party: token, table: token, key: z.string().max(128), set: z.record(z.string(), z.unknown()), create: z.boolean().optional(),
});
export type RecordChange = z.infer<typeof recordChange>;

const fault = z.discriminatedUnion('kind', [
  /** The sender's system spoils the file: every copy of the nth one, as all copies are the same bytes; with `on.to` the copy of one receiver. */
  z.strictObject({ kind: z.literal('spoil'), on: trigger, how: z.enum(SPOILS) }),
  /** Something happens to a hub, or to another device of its home, so long after a message was seen. */
  z.strictObject({
    kind: z.literal('environment'), on: trigger, afterMinutes: minutes, installationId: token, device: z.enum(DEVICE_TYPES).optional(), change: z.enum(ENVIRONMENT_CHANGES),
    /** Of a device that is `refusing`: the kind of command it does not carry out. */
    refuses: z.enum(COMMAND_KINDS).optional(),
  }).refine(({ change, refuses }) => (change === 'refusing') === (refuses !== undefined), 'expected "refuses", a kind of command, with the change "refusing" and with no other'),
  recordChange,
  /** A system of a party goes down, so long after a message was seen, and stays down until the people of an Incident have repaired it. */
  z.strictObject({ kind: z.literal('outage'), on: trigger, afterMinutes: minutes, party: token, system: token }),
  /** How long the people of the assignee take over Incidents of a section. */
  z.strictObject({ kind: z.literal('resolution'), section: z.string().regex(/^X?\d\.\d\.\d{1,2}$/), minutes }),
]);
export type Fault = z.infer<typeof fault>;

export const faultPlan = z.strictObject({ name: z.string().max(100), faults: z.array(fault).max(1000) });
export type FaultPlan = z.infer<typeof faultPlan>;

export const NO_FAULTS: FaultPlan = { name: 'none', faults: [] };

/** A plan that cannot be carried out in this world; `problems` says where it stands in the plan and what was expected. */
export class FaultPlanError extends Error {
  constructor(readonly problems: readonly { readonly path: string; readonly expected: string }[], message = problems.map(({ expected }) => expected).join('; ')) {
    super(`fault plan: ${message}`);
    this.name = 'FaultPlanError';
  }
}

/** @throws FaultPlanError naming the places and what was expected. */
export const parseFaultPlan = (json: unknown): FaultPlan => {
  const parsed = faultPlan.safeParse(json);
  if (parsed.success) return parsed.data;
  const place = (path: readonly PropertyKey[]): string => path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '');
  const [issue] = parsed.error.issues;
  throw new FaultPlanError(
    parsed.error.issues.map(({ path, message }) => ({ path: place(path), expected: message })),
    `${issue?.path.join('.') || 'top level'}: ${issue?.message ?? 'invalid'}`,
  );
};

/** The complaint about one fault of a plan. */
export const cannot = (plan: FaultPlan, fault: Fault, why: string): FaultPlanError => new FaultPlanError([{ path: `faults[${plan.faults.indexOf(fault)}]`, expected: why }]);
