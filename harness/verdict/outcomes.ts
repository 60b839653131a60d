/** What becomes of an Installation, told by the files about it: the reporting solution has a copy of each (Guide Table 7). */
import { toFacts, sights } from './facts.ts';
import { textAt } from './fields.ts';
import type { Reader } from './reader.ts';
import type { Observed } from './verdict.ts';

/** Where a file has an outcome and where the reason for it. */
const PLACES: Readonly<Record<string, readonly [outcome: string, reason: string]>> = {
  MAVR: ['entry.result', 'entry.reasonCode'], MACR: ['entry.completionStatus', 'entry.reasonCode'], SCF: ['entry.outcome', 'entry.failure.failedStepNumber'], COF: ['entry.outcome', 'entry.failure.failedStepNumber'],
};

/** In the order they were sent: `<file> <outcome>`, with its reason code or FailedStepNumber where it has one. */
export const outcomesOf = ({ messages, estate, subject }: Observed, read: Reader): readonly string[] => {
  const installation = estate.installations.find(({ id }) => id === subject);
  if (installation === undefined) throw new RangeError(`no Installation ${subject} in the estate`);
  return toFacts(messages.filter(({ to }) => to === 'bimi'), read).flatMap((fact) => {
    const [outcome, reason] = PLACES[fact.type] ?? [];
    if (outcome === undefined || reason === undefined) return [];
    return sights(fact, installation).map(({ content }) => [fact.type, textAt(content, outcome), textAt(content, reason)].filter((each) => each !== '').join(' '));
  });
};

/** Every Incident of a run, `<section> <raiser>`, in the order they were raised. */
export const incidentsOf = ({ messages }: Observed, read: Reader): readonly string[] =>
  toFacts(messages.filter(({ type }) => type === 'INCIDENT_RAISED'), read).map(({ content, from }) => `${textAt(content, 'section')} ${from}`);
