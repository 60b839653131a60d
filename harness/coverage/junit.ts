/**
 * JUnit XML for CI servers: one case for each catalogue row and Group ID, with its clause as a property, and one for each configuration that
 * was explored. Rows that were not to be played are no cases.
 */
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import { rowName, rowsOf, sectionName, type RowResult } from './rows.ts';
import type { CoverageModel, ConfigurationModel, FoundModel } from './model.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Control characters are no XML at all. */
const xml = (text: string): string => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '').replace(/[&<>"]/g, (each) => ESCAPES[each] as string);

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const caseOf = ({ row, group, result, failures, journey }: RowResult): string => {
  const lines = [
    `    <testcase classname="${xml(sectionName(row.section))}" name="${xml(rowName(row, group))}" time="${seconds(journey?.wallMs ?? 0)}">`,
    '      <properties>',
    `        <property name="clause" value="${xml(row.source)}"/>`,
    `        <property name="replay" value="${xml(`npx mehrs play ${row.id} --group ${group}`)}"/>`,
    '      </properties>',
    ...(result === 'pass' ? [] : [`      <failure message="${xml(failures[0] ?? 'no journey')}">${xml(failures.join('\n'))}</failure>`]),
    '    </testcase>',
  ];
  return lines.join('\n');
};

const exploredCase = ({ name, wallMs }: ConfigurationModel, wrong: readonly FoundModel[]): string => [
  `    <testcase classname="mehrs explore" name="${xml(name)}" time="${seconds(wallMs)}">`,
  '      <properties>',
  '        <property name="clause" value="issue 5"/>',
  ...wrong.filter(({ replay }) => replay !== '').map(({ replay }) => `        <property name="replay" value="${xml(`npx mehrs replay '${replay}'`)}"/>`),
  '      </properties>',
  ...(wrong.length === 0 ? [] : [`      <failure message="${xml(wrong[0]?.detail ?? '')}">${xml(wrong.map(({ kind, detail, trace = [] }) => [`${kind}: ${detail}`, ...trace].join('\n  ')).join('\n'))}</failure>`]),
  '    </testcase>',
].join('\n');

interface Suite {
  readonly name: string;
  readonly cases: readonly string[];
  readonly failures: number;
}

const suiteText = ({ name, cases, failures }: Suite): string =>
  [`  <testsuite name="${xml(name)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="0">`, ...cases, '  </testsuite>'].join('\n');

const explored = ({ exploration }: CoverageModel): readonly Suite[] => {
  if (exploration?.each === undefined) return [];
  const wrong = [...exploration.undeclaredDrops, ...exploration.violations];
  const of = (name: string): readonly FoundModel[] => wrong.filter(({ configuration }) => configuration === name);
  return [{ name: 'configurations explored', cases: exploration.each.map((each) => exploredCase(each, of(each.name))), failures: exploration.each.filter(({ name }) => of(name).length > 0).length }];
};

const played = ({ journeys, exploration }: CoverageModel): readonly Suite[] => {
  if (journeys === undefined && exploration !== undefined) return [];
  const missing = new Set(journeys?.catalogue.missing);
  const results = rowsOf(journeys).filter(({ row, group, journey }) => journeys?.whole !== false || journey !== undefined || missing.has(rowName(row, group)));
  return [...new Set(CATALOGUE.map(({ section }) => section))].flatMap((section) => {
    const own = results.filter(({ row }) => row.section === section);
    return own.length === 0 ? [] : [{ name: sectionName(section), cases: own.map(caseOf), failures: own.filter(({ result }) => result !== 'pass').length }];
  });
};

export const junitOf = (model: CoverageModel): string => {
  const suites = [...played(model), ...explored(model)];
  const sum = (of: (suite: Suite) => number): number => suites.reduce((total, each) => total + of(each), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mehrs ${model.journeys === undefined ? 'explore' : 'journeys'}" tests="${sum(({ cases }) => cases.length)}" failures="${sum(({ failures }) => failures)}">`, ...suites.map(suiteText), '</testsuites>', '',
  ].join('\n');
};
