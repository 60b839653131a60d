/** A statechart laid out from top to bottom: boxes for states, arrows for what leads elsewhere; what stays is written into its box. */
import { Graph, layout } from '@dagrejs/dagre';
import type { AnyStateNode } from 'xstate';
import type { MachineModule } from '../../machines/kit.ts';
import { nodesOf, transitionsOf, type NamedTransition } from '../tabulate/shape.ts';
import { AFTER, delayOf } from '../tabulate/table.ts';

/** Virtual pixels of one character and one line, at 11 px. */
const CHARACTER = 6.9;
const LINE = 14;
const PADDING = 8;

/** With more transitions than these their texts stand in the boxes they leave, and arrows are bare: labels would make it wider than a screen. */
const MOST_LABELLED = 24;

export interface ChartLine {
  readonly text: string;
  /** Id of the transition; absent for a title. */
  readonly transition?: string;
}

export interface ChartBox {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly kind: 'state' | 'end' | 'group' | 'start';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ChartEdge {
  /** Ids of its transitions. */
  readonly transitions: readonly string[];
  /** Its label; empty where the texts stand in the box it leaves. */
  readonly lines: readonly ChartLine[];
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Middle of its lines. */
  readonly x: number;
  readonly y: number;
}

export interface Chart {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly ChartBox[];
  readonly edges: readonly ChartEdge[];
}

const namesOf = (actions: readonly unknown[]): readonly string[] =>
  actions.map((action) => (typeof action === 'string' ? action : (action as { readonly type?: string }).type ?? '')).filter((name) => name !== '' && !name.startsWith('xstate.'));

/** `after resolution / resolveIncident`. */
const textOf = ({ id, definition }: NamedTransition): ChartLine => {
  const { eventType, actions } = definition;
  const event = eventType.startsWith(AFTER) ? `after ${delayOf(eventType)}` : eventType;
  const done = namesOf(actions);
  return { text: done.length === 0 ? event : `${event} / ${done.join(', ')}`, transition: id };
};

const isEnd = (node: AnyStateNode): boolean => node.tags.includes('ended') || node.type === 'final';
const hasStates = (node: AnyStateNode): boolean => Object.keys(node.states).length > 0;
/** Where an arrow to or from a state that has states inside ends: at its first, or at its own place inside. */
const entered = (node: AnyStateNode): AnyStateNode => {
  const first = node.initial?.target?.[0] as AnyStateNode | undefined;
  return first === undefined || !hasStates(node) ? node : entered(first);
};
const placeOf = (node: AnyStateNode): string => (hasStates(node) ? `${node.id} itself` : node.id);

const sizeOf = (lines: readonly string[]): { readonly width: number; readonly height: number } =>
  ({ width: Math.ceil(Math.max(30, ...lines.map((line) => line.length * CHARACTER))) + 2 * PADDING, height: lines.length * LINE + PADDING });

interface Plan {
  readonly title: string;
  readonly kind: ChartBox['kind'];
  readonly lines: ChartLine[];
}

/** What stands in each box, and what leads from box to box. */
const planOf = ({ machine }: MachineModule) => {
  const boxes = new Map<string, Plan>();
  const moves = new Map<string, { readonly from: string; readonly to: string; readonly lines: ChartLine[] }>();
  const own = new Map<string, ChartLine[]>();
  const isBig = [...transitionsOf(machine)].length > MOST_LABELLED;
  for (const node of nodesOf(machine.root)) {
    if (node === machine.root) continue;
    const entry = namesOf(node.entry);
    const lines: ChartLine[] = entry.length === 0 ? [] : [{ text: `entry / ${entry.join(', ')}` }];
    own.set(placeOf(node), lines);
    if (!hasStates(node)) boxes.set(node.id, { title: node.key, kind: isEnd(node) ? 'end' : 'state', lines });
  }
  for (const transition of transitionsOf(machine)) {
    const { node, definition } = transition;
    const target = definition.target?.[0] as AnyStateNode | undefined;
    const from = placeOf(node);
    if (!boxes.has(from)) boxes.set(from, { title: node === machine.root ? 'anywhere' : `anywhere in ${node.key}`, kind: 'start', lines: own.get(from) ?? [] });
    if (target === undefined || target === node) {
      boxes.get(from)?.lines.push(textOf(transition));
      continue;
    }
    const to = placeOf(entered(target));
    const { text } = textOf(transition);
    if (isBig) boxes.get(from)?.lines.push({ text: `${text} → ${entered(target).key}`, transition: transition.id });
    const name = `${from} > ${to}`;
    const move = moves.get(name) ?? { from, to, lines: [] };
    move.lines.push({ text, transition: transition.id });
    moves.set(name, move);
  }
  return { boxes, moves, isBig };
};

export const chartOf = (module: MachineModule): Chart => {
  const { boxes, moves, isBig } = planOf(module);
  const graph = new Graph({ multigraph: true, compound: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 36, edgesep: 14, marginx: 12, marginy: 12 });
  for (const node of nodesOf(module.machine.root)) {
    if (node === module.machine.root || !hasStates(node)) continue;
    graph.setNode(node.id, { label: node.key });
    if (node.parent !== undefined && node.parent !== module.machine.root) graph.setParent(node.id, node.parent.id);
  }
  for (const [id, { title, lines }] of boxes) graph.setNode(id, sizeOf([title, ...lines.map(({ text }) => text)]));
  for (const node of nodesOf(module.machine.root)) {
    const place = placeOf(node);
    if (!boxes.has(place)) continue;
    const around = hasStates(node) ? node : node.parent;
    if (around !== undefined && around !== module.machine.root) graph.setParent(place, around.id);
  }
  for (const [name, { from, to, lines }] of moves) graph.setEdge(from, to, { ...(isBig ? { width: 0, height: 0 } : sizeOf(lines.map(({ text }) => text))), labelpos: 'c', minlen: 1 }, name);
  layout(graph);
  return drawn(graph, boxes, moves, isBig);
};

type Place = Pick<ChartBox, 'x' | 'y' | 'width' | 'height'>;

const drawn = (graph: Graph, boxes: ReturnType<typeof planOf>['boxes'], moves: ReturnType<typeof planOf>['moves'], isBig: boolean): Chart => {
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const placed = graph.nodes().map((id): ChartBox => {
    const { x, y, width: wide, height: high, label } = graph.node(id) as Place & { readonly label?: string };
    const plan = boxes.get(id);
    return { id, title: plan?.title ?? label ?? id, lines: plan?.lines ?? [], kind: plan?.kind ?? 'group', x: x - wide / 2, y: y - high / 2, width: wide, height: high };
  });
  const edges = [...moves].map(([name, { from, to, lines }]): ChartEdge => {
    const { points, x, y } = graph.edge(from, to, name) as { readonly points: ChartEdge['points']; readonly x: number; readonly y: number };
    return { transitions: lines.flatMap(({ transition }) => transition ?? []), lines: isBig ? [] : lines, points, x, y };
  });
  // Groups first: what is inside is drawn over them.
  return { width, height, boxes: [...placed.filter(({ kind }) => kind === 'group'), ...placed.filter(({ kind }) => kind !== 'group')], edges };
};
