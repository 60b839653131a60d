/**
 * What Reports 2, 6 and 10 carry, and nothing else: Report 2 the FailedStepNumber of a failure in an SCF or COF (MEHRS A.1, 2.5.9
 * to 2.7.7), Report 6 one reason code of a Validation or Completion Response and no step (2.3.2; 003, 4.6), Report 10 the
 * Validation Responses of Active Installations (2.3.2). And each of these within a day, to whom it concerns.
 */
import { address, type Installation } from '../../../protocol/domain.ts';
import { applicability } from '../../../protocol/mehrs/expected/reasonCodes.ts';
import { nameOfBytes } from '../../../protocol/security/memo.ts';
import { DAY } from '../../../protocol/time.ts';
import type { Content } from '../content.ts';
import type { Fact } from '../facts.ts';
import { listOf, textAt } from '../fields.ts';
import { rowsOf, whose } from '../estate.ts';
import { ruling } from '../world.ts';
import type { Law } from '../world.ts';

/** Something that happened to an Installation and has to stand in a report. */
interface Source {
  readonly installation: Installation;
  /** A FailedStepNumber or a reason code. */
  readonly value: string;
  /** Addresses of the suppliers it is about. */
  readonly suppliers: readonly string[];
  readonly fact: Fact;
}
type Violation = { readonly detail: string; readonly stamp: Fact['stamp'] };
type Known = (entry: Content) => Installation | undefined;

const isDormant = ({ electricity, gas }: Installation): boolean => !electricity.active && gas?.active !== true;
const isOf = (report: number) => (fact: Fact): boolean => fact.type === 'MRR' && fact.content['report'] === report;

/** Of a record that names one MPxN of a split site, that MPxN's alone. */
const suppliersOf = ({ electricity, gas }: Installation, isAboutMpan = true, isAboutMprn = true): readonly string[] =>
  [...new Set([...(isAboutMpan ? [electricity] : []), ...(gas === undefined || !isAboutMprn ? [] : [gas])].map((each) => address('supplier', each.supplier)))];

/** The first copy of each file: to whom besides the receivers that a row demands it goes is left open ("the DCC"). */
const files = (facts: readonly Fact[], types: readonly string[]): readonly Fact[] => {
  const seen = new Set<string>();
  return facts.filter(({ type, unreadable, envelope }) => {
    if (!types.includes(type) || unreadable !== undefined) return false;
    const bytes = nameOfBytes(envelope.body);
    return !seen.has(bytes) && Boolean(seen.add(bytes));
  });
};

/** A file made anew says again what the first said (MEHRS 2.6.7, 2.7.2): one failure all the same. */
const failedSteps = (facts: readonly Fact[], of: Known): readonly Source[] => {
  const seen = new Set<string>();
  return everyFailedStep(facts, of).filter(({ fact, installation, value }) => {
    const failure = `${fact.type} ${textAt(fact.content, 'header.migrationSetId')} ${installation.id} ${value}`;
    return !seen.has(failure) && Boolean(seen.add(failure));
  });
};
/** Nothing can be reported of an Installation that no Common File has named yet (MEHRS 2.5.9, X5.25-01). */
const isNamed = (facts: readonly Fact[], before: Fact, { id }: Installation): boolean =>
  facts.some(({ type, position, content }) => type === 'MCF' && position < before.position && listOf(content, 'installations').some((each) => each['installationId'] === id));
const everyFailedStep = (facts: readonly Fact[], of: Known): readonly Source[] => files(facts, ['SCF', 'COF'])
  .flatMap((fact) => listOf(fact.content, 'installations').flatMap((entry) => {
    const installation = of(entry);
    return installation === undefined || textAt(entry, 'outcome') !== 'Failure' || !isNamed(facts, fact, installation) ? [] : [{ installation, value: textAt(entry, 'failure.failedStepNumber'), suppliers: suppliersOf(installation), fact }];
  }));

const responses = (facts: readonly Fact[], type: 'MAVR' | 'MACR', of: Known, wanted: (entry: Content) => boolean): readonly Source[] => files(facts, [type])
  .flatMap((fact) => rowsOf(fact).flatMap((entry) => {
    const installation = of(entry);
    return installation === undefined || !wanted(entry) ? [] : [{ installation, value: textAt(entry, 'reasonCode'), suppliers: suppliersOf(installation, textAt(entry, 'mpan') !== '', textAt(entry, 'mprn') !== ''), fact }];
  }));

/** Cells that no source accounts for, and what must not stand in the report at all. */
const unfounded = (reports: readonly Fact[], of: Known, told: (entry: Content) => readonly string[], sources: readonly Source[], strange: (entry: Content) => string | undefined): readonly Violation[] =>
  reports.flatMap((fact) => rowsOf(fact).flatMap((entry) => {
    const installation = of(entry);
    const where = `Report ${textAt(fact.content, 'report')} to ${fact.to}`;
    const odd = strange(entry);
    const found = told(entry).filter((value) => installation !== undefined
      && !sources.some((each) => each.installation === installation && each.value === value && each.fact.position < fact.position));
    return [...(odd === undefined ? [] : [{ detail: `${where}: ${odd}`, stamp: fact.stamp }]), ...found.map((value) => ({ detail: `${where} tells ${value || 'nothing'} of ${installation?.id ?? ''}, which no file does`, stamp: fact.stamp }))];
  }));

/** Sources that no report of the next day tells everybody concerned. */
const untold = (reports: readonly Fact[], of: Known, told: (entry: Content) => readonly string[], sources: readonly Source[], concerned: (source: Source) => readonly string[], until: number): readonly Violation[] =>
  sources.filter(({ fact }) => fact.stamp.t + DAY <= until).flatMap((source) => concerned(source)
    .filter((to) => !reports.some((fact) => fact.to === to && fact.position > source.fact.position && fact.stamp.t <= source.fact.stamp.t + DAY
      && rowsOf(fact).some((entry) => of(entry) === source.installation && told(entry).includes(source.value))))
    .map((to) => ({ detail: `${to} is not told within a day that ${source.installation.id} failed with ${source.value || 'no code'}`, stamp: source.fact.stamp })));

const isReasonCode = ({ groupId }: Installation, ruleSet: string) => (value: unknown): boolean => applicability(String(value), groupId, ruleSet) !== 'unknown';

export const reportContents: Law = ({ facts, observed }) => {
  const of = whose(observed.estate);
  const until = observed.horizon.to;
  const [two, six, ten] = [2, 6, 10].map((number) => facts.filter(isOf(number))) as [Fact[], Fact[], Fact[]];
  const steps = failedSteps(facts, of);
  const rejected = responses(facts, 'MAVR', of, (entry) => textAt(entry, 'result') === 'Rejected');
  const failed = responses(facts, 'MACR', of, (entry) => textAt(entry, 'completionStatus') === 'Failure');
  const validated = responses(facts, 'MAVR', of, () => true).filter(({ installation }) => !isDormant(installation));
  const stepNumbers = new Set(steps.map(({ value }) => value));
  const step = (entry: Content): readonly string[] => [textAt(entry, 'FailedStepNumber')];
  const validation = (entry: Content): readonly string[] => [textAt(entry, 'Validation Reason Code')].filter((each) => each !== '');
  const completion = (entry: Content): readonly string[] => (textAt(entry, 'Completion Status') === 'Failure' ? [textAt(entry, 'Completion Reason Code')] : []);
  const reasonCode = (entry: Content): readonly string[] => [textAt(entry, 'Reason Code')];
  const codeIn = (entry: Content): string | undefined => {
    const installation = of(entry);
    const found = installation === undefined ? undefined : Object.values(entry).find(isReasonCode(installation, observed.ruleSet));
    return found === undefined ? undefined : `it has the reason code ${String(found)}`;
  };
  const stepIn = (entry: Content): string | undefined => {
    const installation = of(entry);
    const found = Object.values(entry).find((value) => stepNumbers.has(String(value)) && !(installation !== undefined && isReasonCode(installation, observed.ruleSet)(value)));
    return found === undefined ? undefined : `it has the FailedStepNumber ${String(found)}`;
  };
  const bothIn = (entry: Content): string | undefined => (textAt(entry, 'Validation Reason Code') !== '' && textAt(entry, 'Completion Status') !== '' ? 'one row is about validation and completion' : undefined);
  const dormantIn = (entry: Content): string | undefined => { const installation = of(entry); return installation !== undefined && isDormant(installation) ? `${installation.id} is Dormant` : undefined; };
  const everyone = ({ suppliers }: Source): readonly string[] => ['mcc', ...suppliers];
  return [
    ruling('Report 2 has the FailedStepNumber and nothing else', 'MEHRS A.1, 2.5.9', [
      ...unfounded(two, of, step, steps, codeIn), ...untold(two, of, step, steps, (source) => [...everyone(source), address('networkOperator', source.installation.electricity.networkOperator)], until),
    ]),
    ruling('Report 6 has one reason code and nothing else', 'MEHRS 2.3.2, A.1; 003', [
      ...unfounded(six, of, validation, rejected, (entry) => stepIn(entry) ?? bothIn(entry)), ...unfounded(six, of, completion, failed, () => undefined),
      ...untold(six, of, validation, rejected, () => ['mcc'], until), ...untold(six, of, completion, failed, everyone, until),
    ]),
    ruling('Report 10 has Validation Responses of Active Installations and nothing else', 'MEHRS 2.3.2', [
      ...unfounded(ten, of, reasonCode, validated, (entry) => stepIn(entry) ?? dormantIn(entry)), ...untold(ten, of, reasonCode, validated, () => ['mcc'], until),
    ]),
  ];
};
