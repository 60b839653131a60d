/** The explored graph: successors of every state in one array, in the order states were expanded, and how each was first reached. */
const FIRST = 1 << 12;

const doubled = (array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
  const next = new Int32Array(2 * array.length);
  next.set(array);
  return next;
};

export class Graph {
  /** First edge of each expanded state; states are expanded in the order of their numbers. */
  #first: Int32Array<ArrayBuffer>;
  #to: Int32Array<ArrayBuffer>;
  /** Way taken, or `-1 - timer` for one of the world's. */
  #label: Int32Array<ArrayBuffer>;
  #parent: Int32Array<ArrayBuffer>;
  #edges = 0;
  #expanded = 0;

  /** @param expected about so many states. */
  constructor(expected = 0) {
    [this.#first, this.#to, this.#label, this.#parent] = [0, 1, 2, 3].map(() => new Int32Array(FIRST + expected)) as [Int32Array<ArrayBuffer>, Int32Array<ArrayBuffer>, Int32Array<ArrayBuffer>, Int32Array<ArrayBuffer>];
  }

  get edges(): number {
    return this.#edges;
  }

  get expanded(): number {
    return this.#expanded;
  }

  /** Begins the edges of the next state. */
  expand(): void {
    if (this.#expanded + 2 >= this.#first.length) this.#first = doubled(this.#first);
    this.#first[this.#expanded] = this.#edges;
    this.#expanded += 1;
    this.#first[this.#expanded] = this.#edges;
  }

  /** @param isNew whether `to` was never seen before: then this is its way from the start. */
  add(to: number, label: number, isNew: boolean): void {
    if (this.#edges + 1 >= this.#to.length) {
      this.#to = doubled(this.#to);
      this.#label = doubled(this.#label);
    }
    if (isNew) {
      while (to >= this.#parent.length) this.#parent = doubled(this.#parent);
      this.#parent[to] = this.#edges;
    }
    this.#to[this.#edges] = to;
    this.#label[this.#edges] = label;
    this.#edges += 1;
    this.#first[this.#expanded] = this.#edges;
  }

  firstEdge(state: number): number {
    return this.#first[state] as number;
  }

  endEdge(state: number): number {
    return this.#first[state + 1] as number;
  }

  target(edge: number): number {
    return this.#to[edge] as number;
  }

  label(edge: number): number {
    return this.#label[edge] as number;
  }

  /** Edges from the start to a state, by the shortest way. */
  pathTo(state: number): readonly number[] {
    const path: number[] = [];
    for (let at = state; at !== 0;) {
      const edge = this.#parent[at] as number;
      path.push(edge);
      at = this.#sourceOf(edge);
    }
    return path.reverse();
  }

  #sourceOf(edge: number): number {
    let [low, high] = [0, this.#expanded - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#first[middle] as number) <= edge) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/**
 * How many executions there are: ways from the start to an end, by dynamic programming over the graph.
 * @throws RangeError naming a state on a cycle: an attempt that can go on for ever is a defect.
 */
export const countExecutions = (graph: Graph): bigint => {
  const UNSEEN = 0;
  const OPEN = 1;
  const DONE = 2;
  const mark = new Uint8Array(graph.expanded);
  const ways = new Array<bigint>(graph.expanded).fill(0n);
  const stack: number[] = [0];
  while (stack.length > 0) {
    const state = stack.at(-1) as number;
    if (mark[state] === DONE) {
      stack.pop();
      continue;
    }
    const [first, end] = [graph.firstEdge(state), graph.endEdge(state)];
    if (mark[state] === UNSEEN) {
      mark[state] = OPEN;
      for (let edge = first; edge < end; edge += 1) {
        const to = graph.target(edge);
        if (mark[to] === OPEN) throw new RangeError(`state ${to} can be come back to`);
        if (mark[to] === UNSEEN) stack.push(to);
      }
      continue;
    }
    let total = first === end ? 1n : 0n;
    for (let edge = first; edge < end; edge += 1) total += ways[graph.target(edge)] as bigint;
    ways[state] = total;
    mark[state] = DONE;
    stack.pop();
  }
  return ways[0] as bigint;
};
