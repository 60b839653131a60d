import { describe, expect, it } from 'vitest';
import { fitDefects, type Hosting } from '../../harness/tabulate/fit.ts';
import { tabulate } from '../../harness/tabulate/tabulate.ts';
import type { Route } from '../../protocol/mehrs/parameters/routing.ts';
import { CLEAN } from './bad.ts';

const TABLES = [tabulate(CLEAN)];
const RP: Hosting = { role: 'rp', machines: ['rp.made'], rendered: ['went', 'expired'], delays: ['wait'], reads: [] };
const S1SP: Hosting = { role: 's1sp', machines: [], rendered: [], delays: [], reads: ['MGF'] };
const ROUTE: Route = { from: 'rp', effect: 'went', type: 'MGF', to: ['s1sp'], clause: 'Guide Table 5 step 11' };

const found = (parties: readonly Hosting[] = [RP, S1SP], routes: readonly Route[] = [ROUTE], tables = TABLES) =>
  [...fitDefects(tables, parties, routes)].map(({ kind, of, where }) => `${kind}: ${of} ${where}`);

describe('machines, parties and routes fit together', () => {
  it('no defects when they do', () => expect(found()).toEqual([]));

  it.each<[string, readonly Hosting[], readonly Route[], string]>([
    ['an effect that nobody renders', [{ ...RP, rendered: ['went'] }, S1SP], [ROUTE], 'unrenderedEffect: rp expired'],
    ['a rendering that no machine uses', [{ ...RP, rendered: [...RP.rendered, 'sang'] }, S1SP], [ROUTE], 'unusedRendering: rp sang'],
    ['a delay that nobody resolves', [{ ...RP, delays: [] }, S1SP], [ROUTE], 'unresolvedDelay: rp wait'],
    ['a resolver that no machine uses', [{ ...RP, delays: ['wait', 'rest'] }, S1SP], [ROUTE], 'unusedDelay: rp rest'],
    ['a machine that its party does not host', [{ ...RP, machines: [] }, S1SP], [ROUTE], 'unhosted: rp rp.made'],
    ['a hosted machine that was not tabulated', [{ ...RP, machines: ['rp.made', 'rp.other'] }, S1SP], [ROUTE], 'unhosted: rp rp.other'],
    ['a route that no machine uses', [RP, S1SP], [ROUTE, { ...ROUTE, effect: 'sang' }], 'unusedRoute: rp sang'],
    ['two routes for one effect', [RP, S1SP], [ROUTE, ROUTE], 'doubleRoute: rp went'],
    ['a message its receiver cannot read', [RP, { ...S1SP, reads: [] }], [ROUTE], 'unreadMessage: s1sp MGF'],
    ['a message that nobody sends', [RP, { ...S1SP, reads: ['MGF', 'SCF'] }], [ROUTE], 'unsentMessage: s1sp SCF'],
    [
      'MEHRS 2.4.5: an Incident assigned to a party that cannot read it', [{ ...RP, reads: ['INCIDENT_ASSIGNED'] }, { ...S1SP, role: 'mcfvf', reads: [] }],
      [{ ...ROUTE, type: 'INCIDENT_ASSIGNED', to: ['assignee'] }], 'unreadMessage: mcfvf INCIDENT_ASSIGNED',
    ],
  ])('%s', (_what, parties, routes, expected) => expect(found(parties, routes)).toEqual([expected]));

  it('two machines of one name', () => expect(found([RP, S1SP], [ROUTE], [...TABLES, ...TABLES])).toEqual(['doubleMachine: rp rp.made']));

  it('the same effect of another role is another effect', () => {
    expect(found([RP, { ...S1SP, rendered: ['went'] }])).toEqual(['unusedRendering: s1sp went']);
  });
});
