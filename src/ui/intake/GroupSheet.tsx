// Asks once which images are of one patient where the files do not say; the same sheet changes it later for the whole set.
import { useState } from 'react';
import { Button, Input, Label, Radio, RadioGroup, Text, TextField } from 'react-aria-components';
import type { GroupRule, GroupSplit } from '../../domain/intake/group-rule';
import { useActions, useApp } from '../../state/context';
import type { GroupQuestion } from '../../state/intake-state';
import { count } from '../format';
import { askSentence, faultWords, leftSentence, ruleKey, ruleName, splitSentence } from './group-words';

const own = 'own';

export function GroupSheet({ question }: { question: GroupQuestion }) {
  const { candidates, scope, total } = question;
  const standing = useApp((state) => state.settings.groupRule);
  const { chooseGroups, closeGroupQuestion, previewGroups } = useActions();
  const [first] = candidates;
  const known = candidates.find(({ rule }) => standing && ruleKey(rule) === ruleKey(standing));
  const [pattern, setPattern] = useState(standing?.by === 'name' && !known ? standing.pattern : '');
  const [chosen, setChosen] = useState(
    known ? ruleKey(known.rule) : pattern !== '' ? own : first && !standing ? ruleKey(first.rule) : 'files',
  );
  const preview = chosen === own ? previewGroups(pattern) : null;
  const candidate = candidates.find(({ rule }) => ruleKey(rule) === chosen) ?? null;
  const split: GroupSplit | null = typeof preview === 'string' ? null : (preview ?? candidate);
  const ruleOf = (): GroupRule | null => {
    if (chosen === 'files') return { by: 'files' };
    if (chosen === own)
      return split && split.groups > 0 ? { by: 'name', pattern: pattern.trim(), scope } : null;
    return candidate?.rule ?? null;
  };
  const rule = ruleOf();

  return (
    <section className="card sheet" aria-label="Patients">
      <h2>Which images are of one patient?</h2>
      <p>
        {first && !standing
          ? askSentence(first)
          : `${count(total, 'image')} ${total === 1 ? 'names' : 'name'} no patient. Choose what tells them apart.`}
      </p>
      <RadioGroup
        className="radios"
        aria-label="What tells patients apart"
        value={chosen}
        onChange={setChosen}
      >
        {candidates.map((entry) => (
          <Choice key={ruleKey(entry.rule)} value={ruleKey(entry.rule)} name={ruleName(entry.rule)}>
            {splitSentence(entry)}
          </Choice>
        ))}
        <Choice value={own} name="By a pattern of your own">
          {'{id}_*'}
        </Choice>
        <Choice value="files" name={ruleName({ by: 'files' })}>
          No guess: images without a patient stay alone
        </Choice>
      </RadioGroup>
      {chosen === own && (
        <TextField className="words-field" value={pattern} onChange={setPattern} maxLength={80}>
          <Label className="small">Pattern of the file names</Label>
          <Input className="words-input" autoComplete="off" spellCheck="false" placeholder="{id}_*" />
          <Text slot="description" className="muted small">
            {'{id}'}: the patient. {'{number}'}: the patient, digits only. *: anything. #: digits. The pattern
            is kept with the project, so write no person’s name into it.
          </Text>
        </TextField>
      )}
      <div role="status" aria-label="Preview" className="small">
        {typeof preview === 'string' && <p className="muted">{faultWords[preview]}</p>}
        {split && split.groups === 0 && <p className="muted">No name fits this pattern.</p>}
        {split && split.groups > 0 && <Examples split={split} summed={chosen === own} />}
      </div>
      <p className="muted small">
        Images of one patient are kept together wherever the set is parted. Patients are kept under codes, not
        names.
      </p>
      <div className="row">
        <Button
          className="button primary grow"
          isDisabled={rule === null}
          onPress={() => rule && void chooseGroups(rule)}
        >
          {chosen === 'files' ? 'Leave them alone' : 'Use these patients'}
        </Button>
        <Button className="button" onPress={closeGroupQuestion}>
          Not now
        </Button>
      </div>
    </section>
  );
}

function Choice({ value, name, children }: { value: string; name: string; children: string }) {
  return (
    <Radio value={value} className="radio">
      <span className="radio-dot" aria-hidden="true" />
      <span>
        {name}
        <span className="muted small example">{children}</span>
      </span>
    </Radio>
  );
}

function Examples({ split, summed }: { split: GroupSplit; summed: boolean }) {
  const left = leftSentence(split);
  return (
    <>
      {summed && <p className="numbers">{splitSentence(split)}</p>}
      <ul>
        {split.examples.map(({ id, names }) => (
          <li key={id} className="ellipsis">
            <span className="mono">{id}</span>
            <span className="muted">{`: ${names.join(', ')}`}</span>
          </li>
        ))}
      </ul>
      {left !== null && <p className="muted numbers">{left}</p>}
    </>
  );
}
