// Runs a step again and again, the pause beginning when the step ends; a failed step is reported and tried again.
export function repeat(everyMs: number, step: () => Promise<unknown>, onFault: (fault: unknown) => void): () => void {
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const again = () => {
    if (!isStopped) timer = setTimeout(() => step().catch(onFault).finally(again), everyMs);
  };
  again();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
