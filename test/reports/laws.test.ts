import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import type { Recipient } from '../../protocol/reports/definition.ts';
import type { ReportFact } from '../../protocol/reports/facts.ts';
import { computeReport, encodeReport, isEntitled, isStanding, REPORT_NUMBERS, type ReportNumber, type ReportTable } from '../../protocol/reports/report.ts';
import { DISTRIBUTORS, history, HORIZON, period, SUPPLIERS } from './facts.ts';

const MCC: Recipient = { kind: 'mcc' };
const recipient: fc.Arbitrary<Recipient> = fc.oneof(
  fc.constant(MCC),
  fc.constantFrom(...SUPPLIERS).map((signifier): Recipient => ({ kind: 'supplier', signifier })),
);
const recipientOf = (number: ReportNumber): fc.Arbitrary<Recipient> =>
  fc.constantFrom(...(['mcc', 'supplier', 'electricityDistributor'] as const).filter((kind) => isEntitled(number, kind))).chain((kind): fc.Arbitrary<Recipient> =>
    (kind === 'mcc' ? fc.constant(MCC) : fc.constantFrom(...(kind === 'supplier' ? SUPPLIERS : DISTRIBUTORS)).map((signifier) => ({ kind, signifier }))));
const column = (table: ReportTable, name: string): string[] => {
  const at = table.columns.findIndex((each) => each.name === name);
  expect(at, name).toBeGreaterThanOrEqual(0);
  return table.rows.map((row) => row[at]!);
};
const pick = (table: ReportTable, names: string[], keep: (row: Record<string, string>) => boolean = () => true): string[] =>
  table.rows.map((row) => Object.fromEntries(table.columns.map(({ name }, at) => [name, row[at]!]))).filter(keep)
    .map((row) => names.map((name) => row[name]).join('|')).sort();
const SUBJECT = ['Installation', 'Group ID', 'MPAN', 'MPRN', 'Electricity Supplier', 'Gas Supplier'];

describe('L10 reports reconcile', () => {
  it('003, 4.4: the successes of S1MIG-006 are those of S1MIG-001, for every recipient and period', () => {
    fc.assert(fc.property(history, period, recipient, (facts, span, to) => {
      const one = computeReport(1, facts, span, to);
      const six = computeReport(6, facts, span, to);
      expect(pick(six, ['Outcome At', ...SUBJECT], (row) => row['Completion Status'] === 'Success')).toEqual(pick(one, ['Completed At', ...SUBJECT]));
    }), { numRuns: 500 });
  });

  it('A-46: S1MIG-001 counts each Installation of a set once, by COF where DCC commissions and by SCF where the supplier does', () => {
    fc.assert(fc.property(history, (facts) => {
      const expected = new Set<string>();
      for (const fact of facts) {
        if (fact.kind === 'COF' && fact.outcome === 'Success') expected.add(`${fact.migrationSetId}|${fact.installation.installationId}`);
        if (fact.kind === 'SCF' && fact.outcome === 'Success' && fact.commissioner === 'Supplier') expected.add(`${fact.migrationSetId}|${fact.installation.installationId}`);
      }
      expect(pick(computeReport(1, facts, { from: 0, to: HORIZON }, MCC), ['Migration Set', 'Installation'])).toEqual([...expected].sort());
    }));
  });

  it('003, 4.4; A-41: every failure past MA validation is in S1MIG-006, with its code or an empty one', () => {
    fc.assert(fc.property(history, (facts) => {
      const failures = facts.filter((fact): fact is Extract<ReportFact, { kind: 'MACR' }> => fact.kind === 'MACR' && fact.completionStatus === 'Failure')
        .map((fact) => `${fact.installation.installationId}|${fact.reasonCode}`).sort();
      expect(pick(computeReport(6, facts, { from: 0, to: HORIZON }, MCC), ['Installation', 'Completion Reason Code'], (row) => row['Completion Status'] === 'Failure')).toEqual(failures);
    }));
  });

  it('A-45: S1MIG-006 has the rejections of S1MIG-010 and those of DCC\'s own MAs', () => {
    fc.assert(fc.property(history, period, (facts, span) => {
      const rejected = pick(computeReport(6, facts, span, MCC), ['MA File', 'Installation', 'Validation Reason Code'], (row) => row['Completion Status'] === '');
      const active = pick(computeReport(10, facts, span, MCC), ['MA File', 'Installation', 'Reason Code'], (row) => row['Validation Result'] === 'Rejected');
      const dormant = facts.filter((fact): fact is Extract<ReportFact, { kind: 'MAVR' }> => fact.kind === 'MAVR' && fact.result === 'Rejected' && fact.at >= span.from && fact.at < span.to
        && fact.authorisingParty === 'DCC').map((fact) => `${fact.maFileName}|${fact.installation.installationId}|${fact.reasonCode}`);
      expect(rejected).toEqual([...active, ...dormant].sort());
    }));
  });
});

describe('reports of the emulator\'s own profile agree with the known ones', () => {
  const WHOLE = { from: 0, to: HORIZON };
  const count = (table: ReportTable): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const group of column(table, 'Group ID')) counts.set(group, (counts.get(group) ?? 0) + 1);
    return counts;
  };

  it.each([[1, 'Migrations Completed'], [2, 'Migration Failures'], [4, 'Rollbacks Required'], [5, 'Failures of Validation']] as const)('S1MIG-007 counts the rows of report %i as %s', (number, name) => {
    fc.assert(fc.property(history, period, (facts, span) => {
      const seven = computeReport(7, facts, span, MCC);
      const counted = new Map(column(seven, 'Group ID').map((group, row): [string, number] => [group, Number(column(seven, name)[row])]).filter(([, n]) => n > 0));
      expect(counted).toEqual(count(computeReport(number, facts, span, MCC)));
    }));
  });

  it('S1MIG-004 has no row that S1MIG-002 has not', () => {
    fc.assert(fc.property(history, period, (facts, span) => {
      const rows = (number: 2 | 4): string[] => pick(computeReport(number, facts, { from: 0, to: span.to }, MCC), ['Installation', 'Migration Set', 'FailedStepNumber', 'File']);
      const failures = new Set(rows(2));
      for (const row of rows(4)) expect(failures).toContain(row);
    }));
  });

  it('an Installation is in progress, or awaits another attempt, or neither; and neither says an SCF or COF that came after every MCF ended it well', () => {
    fc.assert(fc.property(history, (facts) => {
      const progress = column(computeReport(3, facts, WHOLE, MCC), 'Installation');
      const waiting = column(computeReport(9, facts, WHOLE, MCC), 'Installation');
      expect(new Set([...progress, ...waiting]).size).toBe(progress.length + waiting.length);
      for (const fact of facts) {
        const id = fact.kind === 'COF' && fact.outcome === 'Success' ? fact.installation.installationId : undefined;
        const later = facts.some((other) => other !== fact && other.at >= fact.at && 'installation' in other && other.installation.installationId === id);
        if (id !== undefined && !later) expect(progress).not.toContain(id);
      }
    }));
  });

  it('an Installation is in S1MIG-003 only after a Migration Common File named it', () => {
    fc.assert(fc.property(history, (facts) => {
      const named = new Set(facts.flatMap((fact) => (fact.kind === 'MCF' ? [fact.installation.installationId] : [])));
      for (const number of [3, 9] as const) for (const id of column(computeReport(number, facts, WHOLE, MCC), 'Installation')) expect(named).toContain(id);
    }));
  });
});

describe('what happened is reported once', () => {
  it.each(REPORT_NUMBERS.filter((number) => !isStanding(number)))('report %i: two periods that meet have together the rows of the whole', (number) => {
    fc.assert(fc.property(history, period, fc.integer({ min: 0, max: HORIZON }), recipientOf(number), (facts, span, cut, to) => {
      const middle = Math.min(Math.max(cut, span.from), span.to);
      const rows = (from: number, until: number) => computeReport(number, facts, { from, to: until }, to).rows;
      expect([...rows(span.from, middle), ...rows(middle, span.to)]).toEqual(rows(span.from, span.to));
    }));
  });
});

describe.each(REPORT_NUMBERS)('report %i', (number: ReportNumber) => {
  const anyRecipient = recipientOf(number);

  it('L9: does not depend on the order of the facts', () => {
    fc.assert(fc.property(history.chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))), period, anyRecipient,
      ([facts, shuffled], span, to) => {
        expect(encodeReport(computeReport(number, shuffled, span, to))).toEqual(encodeReport(computeReport(number, facts, span, to)));
      }));
  });

  it('L10: what was reported does not change when later facts arrive', () => {
    fc.assert(fc.property(history, period, anyRecipient, (facts, span, to) => {
      const then = facts.filter((fact) => fact.at < span.to);
      expect(computeReport(number, facts, span, to)).toEqual(computeReport(number, then, span, to));
    }));
  });

  it('every recipient sees a part of what the MCC sees', () => {
    fc.assert(fc.property(history, period, anyRecipient, (facts, span, to) => {
      const all = computeReport(number, facts, span, MCC).rows.map((row) => row.join('|'));
      for (const row of computeReport(number, facts, span, to).rows) expect(all).toContain(row.join('|'));
    }));
  });

  it('is CSV of as many rows, authored columns headed X', () => {
    fc.assert(fc.property(history, (facts) => {
      const table = computeReport(number, facts, { from: 0, to: HORIZON }, MCC);
      const [head, ...rows] = parse(Buffer.from(encodeReport(table))) as string[][];
      expect(rows).toHaveLength(table.rows.length);
      expect(head).toEqual(table.columns.map(({ name, profile }) => (profile === 'emulator' ? `X ${name}` : name)));
    }), { numRuns: 30 });
  });
});

describe('who sees what', () => {
  it('a supplier sees in 1, 2 and the completions of 6 exactly its own Installations, an Electricity Distributor its own in 1 and 2', () => {
    fc.assert(fc.property(history, fc.constantFrom(...SUPPLIERS), fc.constantFrom(...DISTRIBUTORS), (facts, supplier, distributor) => {
      const span = { from: 0, to: HORIZON };
      const names = [...SUBJECT, 'Electricity Distributor'];
      for (const number of [1, 2] as const) {
        expect(pick(computeReport(number, facts, span, { kind: 'supplier', signifier: supplier }), names))
          .toEqual(pick(computeReport(number, facts, span, MCC), names, (row) => row['Electricity Supplier'] === supplier || row['Gas Supplier'] === supplier));
        expect(pick(computeReport(number, facts, span, { kind: 'electricityDistributor', signifier: distributor }), names))
          .toEqual(pick(computeReport(number, facts, span, MCC), names, (row) => row['Electricity Distributor'] === distributor));
      }
      const completions = (to: Recipient) => pick(computeReport(6, facts, span, to), names, (row) => row['Completion Status'] !== ''
        && (to.kind !== 'mcc' || row['Electricity Supplier'] === supplier || row['Gas Supplier'] === supplier));
      expect(completions({ kind: 'supplier', signifier: supplier })).toEqual(completions(MCC));
    }));
  });

  it('MEHRS 2.3.2: validation responses go to whoever sent the MA, and Report 10 has none to DCC, who authorises Dormant Installations', () => {
    fc.assert(fc.property(history, fc.constantFrom(...SUPPLIERS), (facts, signifier) => {
      const table = computeReport(10, facts, { from: 0, to: HORIZON }, { kind: 'supplier', signifier });
      expect(new Set([...column(table, 'Authorising Party'), signifier])).toEqual(new Set([signifier]));
      expect(column(computeReport(10, facts, { from: 0, to: HORIZON }, MCC), 'Authorising Party')).not.toContain('DCC');
    }));
  });
});
