/** Which messages tell of something that went wrong, and in which words: found by reading what the message carries. */
import { decodeMacr, decodeMavr } from '../../../protocol/files/csv.ts';
import { decodeFile } from '../../../protocol/files/decode.ts';
import type { Envelope } from '../../../protocol/messages/envelope.ts';

interface FailedStep {
  readonly failedStepNumber: string;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
const list = (values: readonly string[]): string => [...new Set(values.filter((value) => value !== ''))].slice(0, 3).join(', ');

const failedInstallations = (envelope: Envelope): string | undefined => {
  const file = decodeFile(envelope.body);
  if (file.type !== 'SCF' && file.type !== 'COF' && file.type !== 'MVF') return undefined;
  const failed = (file.installations as readonly { readonly failure?: FailedStep }[]).flatMap(({ failure }) => failure ?? []);
  return failed.length === 0 ? undefined : `${envelope.type}: ${count(failed.length, 'failed Installation')} (${list(failed.map(({ failedStepNumber }) => failedStepNumber))})`;
};

const refusedRecords = (envelope: Envelope): string | undefined => {
  const bad = envelope.type === 'MAVR'
    ? decodeMavr(envelope.body).records.filter(({ result }) => result === 'Rejected')
    : decodeMacr(envelope.body).records.filter(({ completionStatus }) => completionStatus === 'Failure');
  const codes = list(bad.map(({ reasonCode }) => reasonCode));
  return bad.length === 0 ? undefined : `${envelope.type}: ${count(bad.length, envelope.type === 'MAVR' ? 'rejection' : 'failure')}${codes === '' ? '' : ` (${codes})`}`;
};

/** Answers that say no: the field and the values that do. */
const REFUSED: readonly (readonly [string, readonly unknown[]])[] = [
  ['result', ['failed', 'refused', 'unreachable', 'notPermitted', 'discarded']], ['viable', [false]],
];
const refusedAnswer = ({ type, body }: Envelope): string | undefined => {
  const answer: unknown = JSON.parse(new TextDecoder().decode(body));
  if (typeof answer !== 'object' || answer === null) return undefined;
  const fields = answer as Record<string, unknown>;
  const no = REFUSED.find(([field, values]) => values.includes(fields[field]));
  if (no === undefined) return undefined;
  const reason = fields['reason'];
  return `${type}: ${no[0]} ${String(fields[no[0]])}${typeof reason === 'string' && reason !== '' ? ` (${reason})` : ''}`;
};

const incident = ({ type, body }: Envelope): string => {
  const fields = JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>;
  const section = fields['section'];
  return `${type}${typeof section === 'string' ? `: MEHRS ${section}` : ''}`;
};

const find = (envelope: Envelope): string | undefined => {
  const { type } = envelope;
  if (type.startsWith('INCIDENT_') || type === 'SSI_NOTIFICATION') return incident(envelope);
  if (type === 'MA_SIGNATURE_REJECTED' || type === 'ROLLBACK_NOTICE') return type;
  if (type === 'SCF' || type === 'COF' || type === 'MVF') return failedInstallations(envelope);
  if (type === 'MAVR' || type === 'MACR') return refusedRecords(envelope);
  return envelope.body[0] === 0x7b ? refusedAnswer(envelope) : undefined;
};

/** Undefined for a message that tells of no failure. Bytes that cannot be read are one. */
export const failureOf = (envelope: Envelope): string | undefined => {
  try {
    return find(envelope);
  } catch (thrown) {
    return `${envelope.type}: unreadable (${(thrown as Error).message.slice(0, 200)})`;
  }
};
