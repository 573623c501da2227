// When a chart is drawn: as soon as it is near the window, at the latest when the page has time or is printed.

type Task = () => void;

const waiting = new Map<Element, Task>();
let isScheduled = false;

const near =
  typeof IntersectionObserver === "undefined"
    ? null
    : new IntersectionObserver(
        (entries) => {
          for (const entry of entries) if (entry.isIntersecting) begin(entry.target);
        },
        { rootMargin: "600px 0px" },
      );

/** Run a task once, when its element comes near the window, when the page is idle, or before printing. */
export function inTurn(element: Element, task: Task): () => void {
  waiting.set(element, task);
  if (near) near.observe(element);
  schedule();
  return () => leave(element);
}

/** Begin everything that waits. */
export function beginAll(): void {
  for (const element of [...waiting.keys()]) begin(element);
}

function begin(element: Element): void {
  const task = waiting.get(element);
  leave(element);
  task?.();
}

function leave(element: Element): void {
  waiting.delete(element);
  near?.unobserve(element);
}

/** One task in each idle moment, so that the page stays quick under the hand. */
function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  const idle = window.requestIdleCallback ?? ((call: () => void) => window.setTimeout(call, 200));
  idle(() => {
    isScheduled = false;
    const next = waiting.keys().next();
    if (next.done) return;
    begin(next.value);
    if (waiting.size) schedule();
  });
}
