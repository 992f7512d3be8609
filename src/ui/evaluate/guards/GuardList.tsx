// What may make a good figure a false one: warnings, shortcuts, and the usual mistakes. To be placed in the Evaluate panel.
import { useApp } from '../../../state/context';
import { warningLines } from '../../../state/guard-told';
import { hasCases } from '../../../state/guards';
import { CheatPart } from './CheatPart';
import { GuardLines } from './GuardLines';
import { ShortcutPart } from './ShortcutPart';

export function GuardList() {
  return (
    <section className="guards" aria-label="Guards" data-testid="guards">
      <Warnings />
      <ShortcutPart />
      <CheatPart />
    </section>
  );
}

/** Warnings of the set as it is; each selects its images. */
export function Warnings() {
  const lines = useApp(warningLines);
  const any = useApp(hasCases);
  if (!any) return null;
  return lines.length === 0 ? (
    <p className="muted small">No warning: sizes, copies, windows and sources of the classes look even.</p>
  ) : (
    <GuardLines lines={lines} label="To look at before believing the figures" />
  );
}
