/** Answers on the control plane: what was asked for, or why not. */
import { BusError } from '../../actors/runtime/ports.ts';
import { FaultPlanError } from '../faults/plan.ts';
import { ProcessFailure, encodeControl, type Failure } from './messages.ts';

/** The server is not there at the moment. */
const AWAY: readonly BusError['code'][] = ['unreachable', 'timeout', 'closed'];

const failureOf = (error: unknown): Failure => {
  if (error instanceof ProcessFailure) return { failed: error.failed, message: error.message };
  if (error instanceof FaultPlanError) return { failed: 'plan', message: error.message, problems: error.problems.map(({ path, expected }) => ({ path, expected })) };
  if (error instanceof BusError) return { failed: error.code === 'stale' ? 'stale' : AWAY.includes(error.code) ? 'away' : 'bus', message: error.message };
  return { failed: 'defect', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
};

/** Bytes, or why there are none. */
export const answeringBytes = (answer: (bytes: Uint8Array) => Promise<Uint8Array>) => async (bytes: Uint8Array): Promise<Uint8Array> => {
  try {
    return await answer(bytes);
  } catch (error) {
    return encodeControl(failureOf(error));
  }
};

export const answering = (answer: (bytes: Uint8Array) => Promise<unknown>) => answeringBytes(async (bytes) => encodeControl(await answer(bytes)));
