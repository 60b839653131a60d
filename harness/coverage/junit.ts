/** JUnit XML for CI servers: one case for each catalogue row and Group ID, with its clause as a property. */
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import { rowName, rowsOf, sectionName, type RowResult } from './rows.ts';
import type { CoverageModel } from './model.ts';

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

export const junitOf = ({ journeys }: CoverageModel): string => {
  const results = rowsOf(journeys);
  const sections = [...new Set(CATALOGUE.map(({ section }) => section))];
  const failed = (of: readonly RowResult[]): number => of.filter(({ result }) => result !== 'pass').length;
  const suites = sections.map((section) => {
    const own = results.filter(({ row }) => row.section === section);
    return [`  <testsuite name="${xml(sectionName(section))}" tests="${own.length}" failures="${failed(own)}" errors="0" skipped="0">`, ...own.map(caseOf), '  </testsuite>'].join('\n');
  });
  return [`<?xml version="1.0" encoding="UTF-8"?>`, `<testsuites name="mehrs journeys" tests="${results.length}" failures="${failed(results)}">`, ...suites, '</testsuites>', ''].join('\n');
};
