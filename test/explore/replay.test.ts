/** Issue 5: a one-line trace is played on live actors with real files, and shows the same end or says where it parts. */
import { describe, expect, it } from 'vitest';
import { CONFIGURATIONS } from '../../harness/explore/configuration.ts';
import { explore } from '../../harness/explore/explore.ts';
import { findingsOf } from '../../harness/explore/findings.ts';
import { replay } from '../../harness/explore/replay.ts';
import { replayLine, traceOf } from '../../harness/explore/traces.ts';

const configuration = CONFIGURATIONS.find(({ name }) => name === 'CB/electricity-active/cp/v3.1')!;
const explored = explore(configuration);
const ENDS = 6;

describe('MEHRS 2.4 to 2.7 CB: explored ends on live actors', () => {
  const { ends } = explored.search;
  it('are reached by the same steps, or the replay says where it parts', () => {
    const replayed = ends.filter((_, index) => index % Math.ceil(ends.length / ENDS) === 0).map((end) => replay(traceOf(replayLine(explored, end))));
    // A live host fires all its timers of one instant in one step: an order that has another party move in between cannot be played.
    for (const each of replayed) if (!each.same) expect(each.why.length).toBeGreaterThan(0);
    expect(replayed.filter(({ same }) => same).length).toBeGreaterThanOrEqual(replayed.length - 2);
  });
  it('what exploration complains of is seen live, too', () => {
    for (const { kind, detail, replay: line } of findingsOf(explored).filter((each) => each.kind === 'undeclaredDrop')) {
      expect(replay(traceOf(line)), `${kind} ${detail}`).toMatchObject({ same: true, undeclared: [detail] });
    }
  });
  it('R2: says where a trace parts from what live actors do', () => {
    const [end] = ends;
    const trace = traceOf(replayLine(explored, end!));
    const { cells } = trace.parts;
    const other = trace.labels.findIndex((label, index) => index > 0 && label >= 0 && cells.way(label).party !== cells.way(trace.labels[index - 1] as number).party);
    const labels = [...trace.labels];
    [labels[other - 1], labels[other]] = [labels[other] as number, labels[other - 1] as number];
    expect(replay({ ...trace, labels })).toMatchObject({ same: false });
  });
  it.each([
    ['XX/dual-active/cp/v3.1 attempt 1 -', 'a configuration expected'],
    ['CB/dual-active/cp/v3.1 later 1 -', 'one of planning, early, attempt expected'],
    ['CB/dual-active/cp/v3.1 attempt 9 -', 'how many causes'],
    ['CB/dual-active/cp/v3.1 attempt 1', '<moves> expected'],
    ['CB/dual-active/cp/v3.1 attempt 1 0,x', 'a move such as'],
    ['CB/dual-active/cp/v3.1 attempt 1 0x60000,0x60000', '100000 moves at most'],
    ['CB/dual-active/cp/v3.1 attempt 1 99', 'no such step'],
  ])('bad line: %s', (line, message) => {
    expect(() => traceOf(line)).toThrow(message);
  });
});
