// What stands out in the set as a whole, class by class; each line selects its images.
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { ItemId } from '../../domain/types';
import { alikeGroups } from '../../state/alike';
import { useActions, useApp } from '../../state/context';
import { setChecks } from '../../state/set-checks';
import { nameOf } from '../format';
import {
  acrossPartsSentence,
  alikeSentence,
  clashSentence,
  colourSentence,
  duplicateSentence,
  leakSentence,
  oddSentence,
  textSentence,
} from './check-words';

export function SetWarnings() {
  const checks = useApp((state) => setChecks(state.items));
  const classes = useApp((state) => state.classes);
  const alike = useApp(alikeGroups);
  const names = useApp((state) => state.names);
  const { repeated, acrossClasses, acrossParts, clashes, colour } = checks;
  const leaks = (['external', 'split'] as const).flatMap((of) => {
    const leak = of === 'external' ? checks.externalLeak : checks.splitLeak;
    return leak.groups > 0 ? [{ of, leak }] : [];
  });
  const byClass = classes.flatMap(({ id, name }) => {
    const found = checks.byClass.get(id);
    return found && found.text.length + found.odd.length > 0 ? [{ id, name, ...found }] : [];
  });
  const lists = [byClass, repeated, acrossParts, leaks, clashes, alike.ids];
  if (lists.every((list) => list.length === 0) && colour === null) return null;
  return (
    <>
      <h3>To look at before training</h3>
      <ul className="causes" aria-label="To look at before training">
        {repeated.length > 0 && (
          <Line ids={acrossClasses.length > 0 ? acrossClasses : repeated}>
            {duplicateSentence(repeated.length, acrossClasses.length)}
          </Line>
        )}
        {leaks.map(({ of, leak }) => (
          <Line key={of} ids={leak.ids}>
            {leakSentence(of, leak)}
          </Line>
        ))}
        {acrossParts.length > 0 && <Line ids={acrossParts}>{acrossPartsSentence(acrossParts.length)}</Line>}
        {clashes.length > 0 && (
          <Line ids={clashes.flat()}>
            {clashSentence(clashes.map((ids) => ids.map((id) => nameOf(names, id))))}
          </Line>
        )}
        {alike.ids.length > 0 && (
          <Line ids={alike.ids}>{alikeSentence(alike.ids.length, alike.acrossClasses.length)}</Line>
        )}
        {colour !== null && <li className="cause">{colourSentence(colour, classes)}</li>}
        {byClass.flatMap(({ id, name, images, text, odd, why }) => [
          text.length > 0 && (
            <Line key={`${id} text`} ids={text}>{`${name}: ${textSentence(text.length, images)}`}</Line>
          ),
          odd.length > 0 && (
            <Line key={`${id} odd`} ids={odd}>{`${name}: ${oddSentence(odd.length, why)}`}</Line>
          ),
        ])}
      </ul>
    </>
  );
}

function Line({ ids, children }: { ids: readonly ItemId[]; children: ReactNode }) {
  const { select } = useActions();
  return (
    <li>
      <Button className="cause" onPress={() => select(ids)}>
        <span className="grow">{children}</span>
        <span className="link-like">Select</span>
      </Button>
    </li>
  );
}
