// A word of the field, dotted underline; its meaning opens on hover and on focus.
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import { type GlossaryKey, glossary } from '../glossary';

export function Term({ of, children }: { of: GlossaryKey; children?: string }) {
  const { term, text } = glossary[of];
  return (
    <TooltipTrigger delay={300}>
      <Button className="term">{children ?? term}</Button>
      <Tooltip className="tooltip" placement="top" offset={4}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
