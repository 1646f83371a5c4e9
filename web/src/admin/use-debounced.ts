// A value that is being typed, once the typing rests.
import { useEffect, useState } from "react";

const REST_MS = 400;

export function useDebounced(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
