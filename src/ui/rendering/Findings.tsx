// Warnings where classes were rendered unlike each other: for the whole set, and a line for a class card.
import type { AuditFinding } from '../../domain/intake/window-audit';
import type { ClassId } from '../../domain/types';
import { useApp } from '../../state/context';
import { windowFindings } from '../../state/rendering-facts';
import { Icon } from '../controls/Icon';
import { classNameOf } from '../format';
import { auditWords } from './words';

/** "Red 100 %, Blue 0 %", or for kinds "Red CT, Blue MR 80 %". */
function classWords({ classes }: AuditFinding, nameOf: (id: ClassId) => string): string {
  return classes
    .map(({ classId, share, which }) => {
      const percent = which !== null && share === 1 ? null : `${Math.round(share * 100)} %`;
      return [nameOf(classId), which, percent].filter((part) => part !== null).join(' ');
    })
    .join(', ');
}

export function Findings() {
  const findings = useApp(windowFindings);
  const classes = useApp((state) => state.classes);
  if (findings.length === 0) return null;
  return (
    <ul className="findings" aria-label="Classes rendered unlike each other">
      {findings.map((finding) => {
        const { what, lesson, wayOut } = auditWords[finding.cause];
        const which = classWords(finding, (id) => classNameOf(classes, id));
        return (
          <li key={finding.cause} className="word-flag small">
            <Icon name="alert" />
            <span>{`${what} (${which}): ${lesson}. ${wayOut}`}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** The same in one line on the card of a class that is set apart; nothing otherwise. */
export function ClassWindowFlag({ classId }: { classId: ClassId }) {
  const findings = useApp(windowFindings);
  const here = findings.filter(({ classes }) => classes.some((entry) => entry.classId === classId));
  const lessons = [...new Set(here.map(({ cause }) => auditWords[cause].lesson))];
  if (lessons.length === 0) return null;
  return (
    <p className="word-flag small" data-testid="window-flag">
      <Icon name="alert" />
      <span>{`Unlike other classes: ${lessons.join('; ')}. See Rendering above.`}</span>
    </p>
  );
}
