/** Issue 5.5: one message is lost, comes twice or is overtaken; the laws hold as worded for it (decisions D-287 to D-291). */
import { describe, expect, it } from 'vitest';
import { PARTIES } from '../../actors/index.ts';
import type { AnyParty } from '../../actors/runtime/party.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { Learned } from '../../harness/explore/company.ts';
import { CONFIGURATIONS } from '../../harness/explore/configuration.ts';
import { explore, type ExploreOptions } from '../../harness/explore/explore.ts';
import { findingsOf, type Found } from '../../harness/explore/findings.ts';
import { NOTHING_DONE } from '../../harness/explore/search.ts';
import { TROUBLES, type TroubleKind } from '../../harness/explore/trouble.ts';
import { isTroubled, troubleReport, type Troubled } from '../../harness/explore/troubleLaws.ts';
import { wayInWords } from '../../harness/explore/words.ts';
import { withDefect } from './support.ts';

const configuration = CONFIGURATIONS.find(({ name }) => name === 'CB/electricity-active/cp/v3.1')!;

type Classify = NonNullable<AnyParty['classify'][MessageType]>;

const troubled = (kind: TroubleKind, types?: readonly MessageType[], options: ExploreOptions = {}): Troubled => {
  const explored = explore(configuration, { ...options, trouble: { kind, ...(types === undefined ? {} : { types }) } });
  if (!isTroubled(explored)) throw new Error('nothing can go wrong');
  return explored;
};
const complaints = (explored: Troubled): readonly Found[] => findingsOf(explored);

describe('M1: one thing goes wrong at most, whichever message it is', () => {
  const usual = explore(configuration, { causes: [], reduce: false });
  const all = Object.fromEntries(TROUBLES.map((kind) => [kind, troubled(kind)])) as Record<TroubleKind, Troubled>;
  const sent = new Set<string>();
  for (let edge = 0; edge < usual.search.graph.edges; edge += 1) {
    const { sends } = usual.parts.cells.way(usual.search.graph.label(edge));
    for (let index = 1; index < sends.length; index += 2) {
      const { type, from, to } = usual.parts.cells.messages.value(sends[index] as number);
      sent.add(`${type} ${from} > ${to}`);
    }
  }

  it('and the laws hold: nobody fails (N1), every Installation ends or an Incident is open or it is told (N2), nothing is doubled (N3)', () => {
    for (const kind of TROUBLES) {
      expect(all[kind].search.truncated).toBe(false);
      expect(complaints(all[kind]).map(({ kind: what, detail }) => `${what} ${detail}`), kind).toEqual([]);
    }
  });
  it('what is lost or comes twice is every message there is', () => {
    for (const kind of ['lose', 'double'] as const) expect(troubleReport(all[kind]).fates.map(({ message }) => message)).toEqual(expect.arrayContaining([...sent]));
  });
  it('where nothing goes wrong an attempt ends as it always does', () => {
    for (const kind of TROUBLES) {
      const { search, trouble } = all[kind];
      expect(search.ends.filter((state) => trouble.gone(search.wordAt(state)) === undefined)).toHaveLength(usual.search.ends.length);
    }
  });
  it('M2: a lost message is dealt with by nobody, and who waits for it in vain is told', () => {
    const { stranded } = troubleReport(all.lose);
    expect(stranded.map(({ detail }) => detail)).toContain('SCF s1sp-CB > cp lost: rp.installation ends in withDcc.awaitingCof');
    for (const { trace = [] } of stranded) expect(trace.filter((step) => step.endsWith(' is lost'))).toHaveLength(1);
    // The Requesting Party gives up waiting for an MVF, and the authorisation of what is never handed over runs out: both are dispositions.
    expect(stranded.some(({ detail }) => /^(MVF mcfvf > rp|MCF rp-CB > mcfvf)/.test(detail))).toBe(false);
  });
  it('M3: the second copy comes at any later moment, days later, too', () => {
    const { search, trouble } = all.double;
    const late = Array.from({ length: search.graph.expanded }, (_, state) => state).filter((state) => trouble.gone(search.wordAt(state))?.pending === true);
    const ways = late.slice(-1).map((state) => wayInWords(all.double, state));
    expect(ways[0]?.filter((step) => step.includes('and once more later'))).toHaveLength(1);
    expect(search.ends.some((state) => trouble.gone(search.wordAt(state))?.pending === true)).toBe(false);
    const edges = late.flatMap((state) => Array.from({ length: search.graph.endEdge(state) - search.graph.firstEdge(state) }, (_, index) => search.graph.firstEdge(state) + index));
    expect(edges.some((edge) => search.graph.label(edge) === NOTHING_DONE)).toBe(true);
  });
  it('M4: what is overtaken comes right after a later message of the same sender', () => {
    const { search, trouble } = all.overtake;
    const end = search.ends.find((state) => trouble.gone(search.wordAt(state)) !== undefined)!;
    const way = wayInWords(all.overtake, end);
    const held = way.findIndex((step) => step.endsWith('is held up'));
    const overtaken = way.findIndex((step) => step.endsWith('is overtaken by it)'));
    expect(held).toBeGreaterThanOrEqual(0);
    expect(overtaken).toBeGreaterThan(held);
    const sender = / from (\S+) to /.exec(way[held] ?? '')?.[1];
    expect(way[overtaken + 1]).toContain(`from ${sender}`);
  });
  it('what a repeated file comes to: its counter is no higher than the last (X5.9-06), and the Group File raises an Incident (MEHRS 2.5.7)', () => {
    const fates = new Map(troubleReport(all.double).fates.map(({ message, reactions }) => [message, reactions]));
    expect(fates.get('MGF rp-CB > s1sp-CB')).toContain('s1sp.set MGF_REFUSED X5.9-06: raiseMgfIncident; s1sp.ticket OPENED: nothing');
    expect(fates.get('SCF s1sp-CB > rp-CB')).toEqual(['rp.doubt UNVERIFIED X5.9-06: nothing']);
    for (const message of ['MCF rp-CB > mcfvf', 'MVF mcfvf > dco']) expect(fates.get(message)?.every((each) => each.includes('X5.9-06'))).toBe(true);
  });
});

describe('a defect is found', () => {
  /** A shipped party that reads one type of message in its own way. */
  const reading = (party: AnyParty, type: MessageType, classify: (shipped: Classify, ...given: Parameters<Classify>) => ReturnType<Classify>): AnyParty =>
    ({ ...party, classify: { ...party.classify, [type]: (...given: Parameters<Classify>) => classify(party.classify[type] as Classify, ...given) } });
  /** Takes every command for a new one. */
  const forgetful = reading(PARTIES.csp, 'WAN_COMMAND', (shipped, envelope, context) => {
    for (const [series] of [...context.store.entries('lastCounters')]) context.store.delete('lastCounters', series);
    return shipped(envelope, context);
  });

  it('N3: a CSP that carries a command out twice', () => {
    const laws = complaints(troubled('double', ['WAN_COMMAND'], { parties: { csp: forgetful } }));
    expect(laws.some(({ detail }) => detail.startsWith('nothing doubled: WAN_COMMAND'))).toBe(true);
    expect(laws[0]?.replay).toBe('');
    expect(laws[0]?.trace?.some((step) => step.includes('for the second time'))).toBe(true);
  });
  it('N2: and one that gives an old command the place of a newer one leaves the Installation without an end', () => {
    expect(complaints(troubled('overtake', ['WAN_COMMAND'], { parties: { csp: forgetful } })).some(({ detail }) => /^L5: .*WAN_COMMAND/.test(detail))).toBe(true);
  });
  it('N1: a party whose code fails at what it did not expect', () => {
    const brittle = reading(PARTIES.cp, 'SCF', (shipped, envelope, context) => {
      const events = shipped(envelope, context);
      if (events.some(({ event }) => event.failed === 'X5.9-06')) throw new TypeError('an SCF again');
      return events;
    });
    expect(complaints(troubled('double', ['SCF'], { parties: { cp: brittle } })).map(({ kind, detail }) => `${kind} ${detail}`)).toContain('crash cp: TypeError: an SCF again');
  });
  it('N3: a Requesting Party that is handed the same Installation twice and gives it up', () => {
    const learned = new Learned(withDefect('rp.installation', 'withDcc.awaitingScf', (node) => ({ ...node, on: { ...node.on, HANDED_OVER: { target: '#rp-installation.ended', actions: ['noteExpired', 'reportFailure'] } } })));
    const found = complaints(troubled('double', ['HANDOVER_RESPONSE'], { learned }));
    expect(found.map(({ detail }) => detail).some((detail) => /^nothing doubled: HANDOVER_RESPONSE .*rp\.installation=ended \(authorisationExpired\)/.test(detail))).toBe(true);
  });
});
