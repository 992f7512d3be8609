// Which encoder runs, on what, and whether its self-test agreed with the reference.
import { Button } from 'react-aria-components';
import type { EncoderState } from '../../state/app-state';
import { useApp } from '../../state/context';
import { Chip } from '../controls/Chip';
import { Term } from '../controls/Term';
import { count } from '../format';
import { explain } from '../messages';
import { useView } from '../view-state';
import { parityFigures, paritySentence } from './parity-words';
import { SpaceChip } from './SpaceChip';

type Status = Extract<EncoderState, { phase: 'ready' }>['status'];

const whyNotFaster: Readonly<Record<NonNullable<Status['fallback']>, string>> = {
  'no-adapter':
    'WebGPU is not used: this browser offers no graphics adapter. WebAssembly gives the same result, more slowly.',
  'software-adapter':
    'WebGPU is not used: this computer only offers a software adapter, which is slower than WebAssembly.',
  'self-test-failed':
    'WebGPU is not used: its self-test did not agree with the reference numbers. WebAssembly is used in its place.',
  'start-failed':
    'WebGPU is not used: the encoder could not be started on it. WebAssembly is used in its place.',
};

export function EncoderChip() {
  const encoder = useApp((state) => state.encoder);
  const space = useApp((state) => state.settings.space);
  const { showCard } = useView();
  if (space.kind === 'imported') return <SpaceChip space={space} />;
  if (encoder.phase === 'starting') {
    return (
      <Chip label="Encoder: starting" text="Encoder starting…">
        <p>The encoder is being loaded and tested. This takes a few seconds.</p>
      </Chip>
    );
  }
  if (encoder.phase === 'failed') {
    const { sentence, advice } = explain(encoder.error);
    return (
      <Chip label="Encoder: failed" icon="alert" tone="bad" text="Encoder failed">
        <p>{sentence}</p>
        <p>{advice}</p>
      </Chip>
    );
  }
  const { title, backend, threads, parity, fallback, parityOnGpu, card, dimension, sha256, input } =
    encoder.status;
  const on = backend === 'webgpu' ? 'WebGPU' : 'WASM';
  const threadsText = backend === 'wasm' ? ` · ${count(threads, 'thread')}` : '';
  return (
    <Chip
      label={`Encoder: ${title} on ${on}`}
      icon="check"
      text={
        <>
          <span className="chip-main ellipsis">{title}</span>
          <span className="muted chip-more">{` · ${on}${threadsText}`}</span>
        </>
      }
    >
      <h2>{title}</h2>
      <p>
        The <Term of="encoder" /> turns each image into {dimension} numbers (an <Term of="embedding" />
        ). It runs in this browser.
      </p>
      <dl className="facts">
        <dt>Runs on</dt>
        <dd>
          {backend === 'webgpu' ? 'WebGPU (graphics processor)' : `WebAssembly, ${count(threads, 'thread')}`}
        </dd>
        <dt>
          <Term of="parity">Self-test</Term>
        </dt>
        <dd className="numbers">{paritySentence(parity)}</dd>
        <dt>Input</dt>
        <dd className="numbers">{`${input.sizePx} x ${input.sizePx} px`}</dd>
        <dt>Dimension</dt>
        <dd className="numbers">{dimension}</dd>
        <dt>SHA-256</dt>
        <dd className="mono wrap">{sha256}</dd>
      </dl>
      {fallback !== null && (
        <p className="hint">
          {whyNotFaster[fallback]}
          {parityOnGpu !== null && ` Measured on WebGPU, ${parityFigures(parityOnGpu)}.`}
        </p>
      )}
      {backend === 'wasm' && threads === 1 && (
        <p className="hint">
          {crossOriginIsolated
            ? 'One thread: a second processor, where there is one, is left to the page and to reading images.'
            : 'Only one thread is used here: the page is not isolated. Results are the same, slower.'}
        </p>
      )}
      {card !== null && (
        <Button slot="close" className="button wide" onPress={() => showCard(true)}>
          Model card
        </Button>
      )}
    </Chip>
  );
}
