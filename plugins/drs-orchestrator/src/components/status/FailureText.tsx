import type { ReactNode } from 'react';
import { useTones } from '../../theme/tones';

/** Words about a failure, in a red that is legible in both themes. */
export function FailureText(props: { children: ReactNode }) {
  return <span style={{ color: useTones().bad.main }}>{props.children}</span>;
}
